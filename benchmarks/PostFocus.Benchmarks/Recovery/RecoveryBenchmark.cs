using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging.Statistics;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Yield;
using PostFocus.Transforms.Columns;

namespace PostFocus.Benchmarks.Recovery;

/// <summary>
/// <c>recovery</c>: how many videos of an assay can be used before and after restoration, by the program's count and in truth.
/// </summary>
internal static class RecoveryBenchmark
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Model zip with a classifier, a restorer and a gate.", Required = true };
        var data = new Option<string[]>("--data")
        {
            Description = "Folders of simulated videos, each a data set.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var origin = new Option<string?>("--origin")
        {
            Description = "How the data came about, for the report: the commands that made them.",
        };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("recovery", "Videos that can be used before and after restoration, counted against the truth.")
        {
            model,
            data,
            origin,
            file,
        };
        command.SetAction(parsed =>
        {
            string machine = Machine.Describe(),
                zip = parsed.GetRequiredValue(model);
            var context = new MLContext(seed: 1);
            var models = context.FocusRestoration.LoadModels(zip);
            if (models is not { Restorer: { } restorer, Gate: { } gate })
                throw new InvalidDataException($"'{zip}' does not hold a restorer and a gate.");
            IEstimator<ITransformer> pipeline = context
                .Transforms.ScoreFrames(models)
                .Append(context.Transforms.ConditionalRestore(restorer))
                .Append(context.Transforms.GateRestoration(gate));
            (string Name, SequenceRecovery[] Videos)[] sets =
            [
                .. parsed.GetRequiredValue(data).Select(folder => (DataFolder.Name(folder), Judge(context, pipeline, folder))),
            ];
            SequenceRecovery[] all = [.. sets.SelectMany(set => set.Videos)];
            new MarkdownReport()
                .Heading(1, "Recovered videos")
                .Paragraph(
                    "A video is affected if more than 5 % of its frames are out of focus. By the program's count a frame is in focus again if the gate accepts its restoration. "
                        + "In truth a frame out of focus is in focus again only if its accepted restoration is worse than its input in no sense "
                        + "(error, half contrast, small Gaussian, edges, fine structure); what the classifier missed stays lost, and a frame in focus that an accepted restoration made worse is lost too. "
                        + "Falsely recovered: usable by the count, not in truth. In brackets the 95 % interval (Wilson) over videos."
                )
                .Add(
                    [
                        $"Model: {Path.GetFileName(zip)} (SHA-256 {FileHash.Sha256(zip)[..16]}).",
                        $"Data: {parsed.GetValue(origin) ?? "origin not stated"}.",
                    ],
                    machine
                )
                .Table(
                    [
                        "Data set",
                        "Videos",
                        "Affected in truth",
                        "as called",
                        "Affected after restoration, by the count",
                        "in truth",
                        "Recovered of the affected, in truth",
                        "Falsely recovered",
                        "Frames out of focus",
                        "accepted",
                        "of them worse",
                    ],
                    [.. sets.Select(set => Row(set.Name, set.Videos)), Row("*all*", all)]
                )
                .Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }

    private static string[] Row(string name, SequenceRecovery[] videos)
    {
        SequenceRecovery[] affected = [.. videos.Where(v => v.WasAffected)];
        FrameOutcome[] frames = [.. videos.SelectMany(v => v.Frames)];
        return
        [
            name,
            $"{videos.Length}",
            Share(affected.Length, videos.Length),
            Share(videos.Count(v => v.WasCalledAffected), videos.Length),
            Share(videos.Count(v => v.StaysAffectedByCount), videos.Length),
            Share(videos.Count(v => v.StaysAffectedInTruth), videos.Length),
            WithInterval(affected.Count(v => !v.StaysAffectedInTruth), affected.Length),
            $"{videos.Count(v => v.IsFalselyRecovered)}",
            $"{frames.Count(f => f.IsOut)}",
            $"{frames.Count(f => f.IsAccepted)}",
            $"{frames.Count(f => f is { IsAccepted: true, IsWorse: true })}",
        ];
    }

    private static string Share(int part, int of) => $"{part} ({(double)part / of:P0})";

    private static string WithInterval(int part, int of)
    {
        if (of == 0)
            return "";
        var (low, high) = ConfidenceInterval.Wilson(part, of);
        return $"{part} of {of} ({(double)part / of:P0} [{low:P0}, {high:P0}])";
    }

    private static SequenceRecovery[] Judge(MLContext context, IEstimator<ITransformer> pipeline, string folder)
    {
        var frames = context.Data.LoadFrames(BenchmarkInput.Manifest(folder));
        var size = ((VectorDataViewType)frames.Schema[LoadedColumns.Frame].Type).Dimensions;
        return
        [
            .. context
                .Watch<JudgedRow>(pipeline.Fit(frames).Transform(frames), DataFolder.Name(folder), ignoreMissingColumns: true)
                .GroupBy(row => row.Sequence, row => row.Outcome(size[0], size[1]))
                .Select(video => SequenceRecovery.Of([.. video])),
        ];
    }
}
