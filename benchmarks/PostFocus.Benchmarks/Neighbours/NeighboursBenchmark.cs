using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.Neighbours;

/// <summary><c>neighbours</c>: how near the filters to frames in focus at other times come to the truth.</summary>
internal static class NeighboursBenchmark
{
    private static readonly (string Name, Func<RestoredByNeighbours, int, int, float[]> Of)[] s_methods =
    [
        ("as recorded", (f, _, _) => f.Frame),
        ("best Gaussian (oracle)", (f, height, width) => TrivialRestorations.BestGaussian(f.Reference, f.Frame, height, width)),
        ("filter of the frame alone", (f, height, width) => [.. NeighbourFilter.Fit(f.Frame, f.Neighbour, height, width).Restored]),
        ("filter of the frame within its video", (f, _, _) => f.Restored),
        (
            "filter to the truth (oracle)",
            (f, height, width) =>
            {
                var filter = new RadialFilter();
                filter.Add(f.Frame, f.Reference, height, width);
                return filter.Apply(f.Frame, height, width);
            }
        ),
    ];

    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Description = "Folders with truth.csv: simulated videos.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("neighbours", "How near the filters to frames in focus at other times come to the truth.") { data, file };
        command.SetAction(parsed =>
        {
            var report = new MarkdownReport()
                .Heading(1, "Filters to the frames in focus before and after")
                .Paragraph(
                    "Simulated videos. Every frame out of focus by its label that has a frame in focus within six frames is restored by the radial filter to these, and held against its truth, "
                        + "which no filter has seen but the oracles'. Pearson's correlation, in brackets at the truth's edges; means over frames. "
                        + "Restored by default: frames whose filter holds on the half that it was not fitted to. Worse: in mean squares, than the frame as recorded, at half contrast, "
                        + "or after the best small Gaussian in view of the truth."
                )
                .List(Machine.Describe());
            var folders = parsed.GetRequiredValue(data);
            var columns = folders.Select(Column).ToArray();
            report
                .Table(
                    ["", .. folders.Select(folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)))],
                    s_methods
                        .Select(method => method.Name)
                        .Append("frames")
                        .Append("restored by default")
                        .Append("of them worse than what restores nothing")
                        .Select((name, i) => (string[])[name, .. columns.Select(column => column[i])])
                )
                .Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }

    /// <summary>What is said of each method; frames, those restored by default, and those of them that are worse.</summary>
    private static string[] Column(string folder)
    {
        var context = new MLContext(seed: 1);
        var frames = context.Data.LoadFrames(Path.Combine(folder, "truth.csv"));
        var options = new NeighbourRestoreEstimator.Options { DecisionColumnName = LoadedColumns.Label, MostError = 1000 };
        var rows = context.Transforms.RestoreByNeighbours(options).Fit(frames).Transform(frames);
        var size = ((VectorDataViewType)rows.Schema[LoadedColumns.Frame].Type).Dimensions;
        var (height, width) = (size[0], size[1]);
        RestoredByNeighbours[] restored =
        [
            .. context.Data.CreateEnumerable<RestoredByNeighbours>(rows, reuseRowObject: false).Where(f => f.NeighbourCount > 0),
        ];
        var most = new NeighbourRestoreEstimator.Options().MostError;
        RestoredByNeighbours[] accepted = [.. restored.Where(f => f.HeldOutError < most)];
        return
        [
            .. s_methods.Select(method =>
            {
                (double Pcc, double EdgePcc)[] near =
                [
                    .. restored.Select(f =>
                    {
                        var image = method.Of(f, height, width);
                        return (
                            ImageMetrics.Pcc(f.Reference, image),
                            EdgeCorrelation.Pcc(f.Reference, image, EdgeCorrelation.Region(f.Reference, height, width))
                        );
                    }),
                ];
                return string.Create(CultureInfo.InvariantCulture, $"{near.Average(n => n.Pcc):F3} ({near.Average(n => n.EdgePcc):F3})");
            }),
            $"{restored.Length}",
            $"{accepted.Length}",
            $"{accepted.Count(f => f.IsWorse(height, width))}",
        ];
    }
}
