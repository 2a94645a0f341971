using System.CommandLine;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;

namespace PostFocus.Benchmarks.Calls;

/// <summary><c>calls</c>: what calls within sequences are worth on videos with optics that the classifier has not learnt from.</summary>
internal static class CallsBenchmark
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Model zip with a classifier and a domain.", Required = true };
        var data = new Option<string[]>("--data")
        {
            Description = "Folders with truth.csv: simulated videos.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("calls", "Calls by the classifier alone, and within the sequences that are unlike those it learnt from.")
        {
            model,
            data,
            file,
        };
        command.SetAction(parsed =>
        {
            var context = new MLContext(seed: 1);
            var zip = parsed.GetRequiredValue(model);
            var models = context.FocusRestoration.LoadModels(zip);
            if (models is not { Classifier: { } classifier, Domain: not null })
                throw new InvalidDataException($"'{zip}' lacks a classifier or a domain.");
            var scoring = context.Transforms.ScoreFrames(models);
            new MarkdownReport()
                .Heading(1, "Calls within sequences")
                .Paragraph(
                    "Simulated videos, called by the classifier alone and, where a video is unlike those learnt from, by how its frames differ from each other. "
                        + "Ordered: videos in which every frame out of focus has a higher score than every frame in focus; those in which all frames are of one kind are left out."
                )
                .Add([$"Model: {Path.GetFileName(zip)}."], Machine.Describe())
                .Table(
                    [
                        "Videos",
                        "Number",
                        "Called within",
                        "Ordered",
                        "Frames in focus",
                        "called out of focus by the classifier",
                        "so called in the end",
                        "Frames out of focus",
                        "called in focus by the classifier",
                        "so called in the end",
                    ],
                    parsed.GetRequiredValue(data).Select(folder => Row(folder, Frames(context, scoring, folder), classifier.Threshold))
                )
                .Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }

    private static IReadOnlyList<CalledFrame> Frames(MLContext context, IEstimator<ITransformer> scoring, string folder)
    {
        var frames = context.Data.LoadFrames(Path.Combine(folder, "truth.csv"));
        using var fitted = (IDisposable)scoring.Fit(frames);
        return [.. context.Data.CreateEnumerable<CalledFrame>(((ITransformer)fitted).Transform(frames), reuseRowObject: false)];
    }

    private static string[] Row(string folder, IReadOnlyList<CalledFrame> frames, double threshold)
    {
        CalledFrame[][] videos = [.. frames.GroupBy(f => f.Sequence).Select(video => video.ToArray())];
        CalledFrame[][] mixed = [.. videos.Where(video => video.Any(f => f.Label) && video.Any(f => !f.Label))];
        CalledFrame[] sharp = [.. frames.Where(f => !f.Label)],
            blurred = [.. frames.Where(f => f.Label)];
        return
        [
            DataFolder.Name(folder),
            $"{videos.Length}",
            $"{videos.Count(video => video.Any(f => f.CalledWithinSequence))}",
            $"{mixed.Count(video => video.Where(f => f.Label).Min(f => f.Score) > video.Where(f => !f.Label).Max(f => f.Score))} of {mixed.Length}",
            $"{sharp.Length}",
            $"{sharp.Count(f => f.Probability > threshold)}",
            $"{sharp.Count(f => f.PredictedLabel)}",
            $"{blurred.Length}",
            $"{blurred.Count(f => f.Probability <= threshold)}",
            $"{blurred.Count(f => !f.PredictedLabel)}",
        ];
    }
}
