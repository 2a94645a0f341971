using System.CommandLine;
using Microsoft.ML;
using PostFocus.Benchmarks.Reality;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Classification;

namespace PostFocus.Benchmarks.Transfer;

/// <summary><c>transfer</c>: what a classifier trained on simulation says of recorded images.</summary>
internal static class TransferBenchmark
{
    private const int SharpestYeastPlane = 15;

    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Model zip with a classifier.", Required = true };
        var recorded = new Option<string>("--recorded")
        {
            Description = "Folder with the collections of recorded images that benchmarks/README.md names.",
            Required = true,
        };
        var pictures = new Option<string?>("--pictures")
        {
            Description = "Folder for a picture of the cells called most and least in focus.",
        };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("transfer", "What a classifier says of recorded images that it was not trained on.")
        {
            model,
            recorded,
            pictures,
            file,
        };
        command.SetAction(parsed =>
        {
            var context = new MLContext(seed: 1);
            var zip = parsed.GetRequiredValue(model);
            var classifier =
                context.FocusRestoration.LoadModels(zip).Classifier ?? throw new InvalidDataException($"'{zip}' has no classifier.");
            Run(context, classifier, parsed.GetRequiredValue(recorded), parsed.GetValue(pictures))
                .Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }

    private static MarkdownReport Run(MLContext context, FocusModel model, string recorded, string? pictures)
    {
        var report = new MarkdownReport()
            .Heading(1, "Recorded images")
            .Paragraph(
                "What the classifier says of public images from microscopes. It was trained on simulated frames only; nothing was tuned on these."
            )
            .Add(
                [
                    $"Pixel size of the network: {(model.PixelMicrons is { } microns ? $"{microns} µm" : "as recorded")}; images of known pixel size are brought to it.",
                ],
                Machine.Describe()
            );

        foreach (var triplet in new[] { SephaceTriplet.Fine, SephaceTriplet.Init })
        {
            var set = RecordedSet.Sephace(recorded, triplet);
            string[] planes = [$"{triplet.BrightMicrons} µm", "0 µm", $"+{triplet.DarkMicrons} µm"];
            report.Planes(
                set,
                planes,
                RecordedScores.Of(context, model, set),
                "Adherent cells, brightfield 40×; one field, cut into twelve places, which are no independent samples.",
                focus: 1
            );
        }
        var traps = RecordedSet.Traps(recorded);
        report.Planes(
            traps,
            [.. Enumerable.Range(1, 5).Select(i => $"plane {i}")],
            RecordedScores.Of(context, model, traps),
            "Brightfield 60×; the distance of the planes is not known, the sharpest is usually an inner one.",
            focus: null
        );

        var yeast = RecordedSet.FissionYeast(recorded);
        var stack = RecordedScores.Of(context, model, yeast)[0];
        report
            .Heading(2, yeast.Name)
            .Paragraph(
                $"One cell, 34 planes, the sharpest near {SharpestYeastPlane}; pixel size not known. Rank correlation of the distance from plane {SharpestYeastPlane} with the estimates, on the side below and above: "
                    + $"P {Rank(stack, below: true, s => s.Probability):F2} and {Rank(stack, below: false, s => s.Probability):F2}, distance {Rank(stack, below: true, s => s.DefocusMicrons):F2} and {Rank(stack, below: false, s => s.DefocusMicrons):F2}."
            )
            .Table(
                ["Plane", "P(out of focus)", "Distance, µm"],
                stack
                    .Index()
                    .Where(s => s.Index % 3 == 0)
                    .Select(s => (string[])[$"{s.Index}", $"{s.Item.Probability:F3}", $"{s.Item.DefocusMicrons:F1}"])
            );

        report
            .Heading(2, "Fields in focus")
            .Table(
                ["Images", "Number", "Called out of focus", "Mean P", "Mean distance, µm"],
                new[]
                {
                    RecordedSet.InFocus(recorded, "yeaz-phase-contrast", "YeaZ, budding yeast, phase contrast", null),
                    RecordedSet.InFocus(recorded, "usiigaci-phase-contrast", "Usiigaci, T98G cells, phase contrast 10×", null),
                }.Select(set => InFocus(set, [.. RecordedScores.Of(context, model, set).SelectMany(s => s)], model.Threshold))
            );

        var cells = RecordedSet.FlowCells(recorded);
        RecordedScore[] flow = [.. RecordedScores.Of(context, model, cells).SelectMany(s => s)];
        if (pictures is not null)
            Extremes(Path.Combine(Directory.CreateDirectory(pictures).FullName, "flow-cells.png"), cells, flow);
        return report
            .Heading(2, cells.Name)
            .Paragraph(
                $"{flow.Length} cells of mixed focus without a truth: {flow.Count(s => s.Probability > model.Threshold)} are called out of focus; mean P {flow.Average(s => s.Probability):F3}, "
                    + $"5th to 95th percentile of the estimated distance {flow.Select(s => s.DefocusMicrons).Quantile(0.05):F1} to {flow.Select(s => s.DefocusMicrons).Quantile(0.95):F1} µm."
            );
    }

    private static void Planes(
        this MarkdownReport report,
        RecordedSet set,
        string[] planes,
        IReadOnlyList<IReadOnlyList<RecordedScore>> groups,
        string about,
        int? focus
    )
    {
        report
            .Heading(2, set.Name)
            .Paragraph(about)
            .Table(
                ["Plane", "P(out of focus)", "Distance, µm", "Lowest P of its place", "Lowest distance"],
                planes.Select(
                    (plane, i) =>
                        (string[])
                            [
                                plane,
                                Summaries.Spread(groups.Select(g => (double)g[i].Probability), "F3"),
                                Summaries.Spread(groups.Select(g => (double)g[i].DefocusMicrons), "F1"),
                                $"{groups.Count(g => Lowest(g, s => s.Probability) == i)} of {groups.Count}",
                                $"{groups.Count(g => Lowest(g, s => s.DefocusMicrons) == i)} of {groups.Count}",
                            ]
                )
            );
        if (focus is { } plane)
            report.Paragraph(
                $"The plane in focus has the lowest P in {groups.Count(g => Lowest(g, s => s.Probability) == plane)} and the lowest distance in {groups.Count(g => Lowest(g, s => s.DefocusMicrons) == plane)} of {groups.Count} places; by chance it would in a third."
            );
    }

    private static int Lowest(IReadOnlyList<RecordedScore> group, Func<RecordedScore, float> value) =>
        group.Index().MinBy(s => value(s.Item)).Index;

    private static double Rank(IReadOnlyList<RecordedScore> stack, bool below, Func<RecordedScore, float> value)
    {
        var side = stack.Index().Where(s => below ? s.Index <= SharpestYeastPlane : s.Index >= SharpestYeastPlane).ToArray();
        return RankCorrelation.Spearman(
            [.. side.Select(s => (double)Math.Abs(s.Index - SharpestYeastPlane))],
            [.. side.Select(s => (double)value(s.Item))]
        );
    }

    private static string[] InFocus(RecordedSet set, RecordedScore[] scores, double threshold) =>
        [
            set.Name,
            $"{scores.Length}",
            $"{scores.Count(s => s.Probability > threshold)}",
            $"{scores.Average(s => s.Probability):F3}",
            $"{scores.Average(s => s.DefocusMicrons):F1}",
        ];

    /// <summary>Two rows of the twenty cells called most surely in focus, over two rows of those called most surely out of focus.</summary>
    private static void Extremes(string path, RecordedSet cells, RecordedScore[] scores)
    {
        const int each = 20,
            across = 10;
        Frame[] order = [.. cells.Groups.Select(g => g[0]).Zip(scores).OrderBy(c => c.Second.Probability).Select(c => c.First)];
        (Frame, int, int)[][] rows = [.. order[..each].Concat(order[^each..].Reverse()).Select(cell => (cell, 0, 0)).Chunk(across)];
        CropMontage.Write(path, order[0].Height, 0.8, rows);
    }
}
