using System.CommandLine;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.Statistics;
using PostFocus.Plots;
using PostFocus.Transforms.Classification;

namespace PostFocus.Benchmarks.Planes;

/// <summary><c>planes</c>: what a classifier says of frames in many planes, near focus and far from it.</summary>
internal static class PlanesBenchmark
{
    private static readonly IReadOnlyList<DistanceBin> s_distances = DistanceBin.Between(0, 0.75, 1.5, 2.5, 3.5, 4.5, 6, 8, 10, 12, 14, 17);

    /// <summary>Beyond this distance a side is asked for.</summary>
    private const double SideFromMicrons = 2.5;

    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Model zip with a classifier.", Required = true };
        var data = new Option<string[]>("--data")
        {
            Description = "Folders with truth.csv, each of wells that the network has not seen, in many planes.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var origin = new Option<string?>("--origin")
        {
            Description = "How the data came about, for the report: the commands that made them.",
        };
        var pictures = new Option<string?>("--pictures") { Description = "Folder for the plots (SVG)." };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command(
            "planes",
            "What a classifier says of frames in many planes: calls, calibration, estimated distance from focus."
        )
        {
            model,
            data,
            origin,
            pictures,
            file,
        };
        command.SetAction(parsed =>
        {
            var machine = Machine.Describe();
            var context = new MLContext(seed: 1);
            var zip = parsed.GetRequiredValue(model);
            var classifier =
                context.FocusRestoration.LoadModels(zip).Classifier ?? throw new InvalidDataException($"'{zip}' has no classifier.");
            (string Name, PlaneFrame[] Frames)[] sets =
            [
                .. parsed.GetRequiredValue(data).Select(folder => (DataFolder.Name(folder), Score(context, classifier, folder))),
            ];
            if (parsed.GetValue(pictures) is { } folder)
                Draw(Directory.CreateDirectory(folder).FullName, sets);
            Report(sets, zip, parsed.GetValue(origin), machine).Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }

    private static PlaneFrame[] Score(MLContext context, FocusModel model, string folder)
    {
        var frames = context.Data.LoadFrames(BenchmarkInput.Manifest(folder));
        var scored = context.Transforms.ScoreFocus(model).Fit(frames).Transform(frames);
        return [.. context.Data.CreateEnumerable<PlaneFrame>(scored, reuseRowObject: false, ignoreMissingColumns: true)];
    }

    private static MarkdownReport Report((string Name, PlaneFrame[] Frames)[] sets, string model, string? origin, string machine)
    {
        var report = new MarkdownReport()
            .Heading(1, "Planes near and far")
            .Paragraph(
                $"What the classifier says of simulated wells that it has not seen, in many planes. Out of focus is the positive class, beyond 3 µm in truth: near that border a call is a matter of chance."
            )
            .Add([$"Model: {Path.GetFileName(model)}.", $"Data: {origin ?? "origin not stated"}."], machine);
        foreach ((var name, var frames) in sets)
        {
            PlaneFrame[] sided = [.. frames.Where(f => f.TrueDistance > SideFromMicrons && !float.IsNaN(f.DefocusSide))];
            report
                .Heading(2, name)
                .Paragraph(
                    $"{frames.Length} frames of {frames.Select(f => f.Sequence).Distinct().Count()} wells. Expected calibration error {Error(frames):F4}; "
                        + $"Spearman's correlation of estimated with true |z| {RankCorrelation.Spearman([.. frames.Select(f => f.TrueDistance)], [.. frames.Select(f => (double)f.DefocusMicrons)]):F3}, "
                        + $"mean error {frames.Average(f => Math.Abs(f.DefocusMicrons - f.TrueDistance)):F2} µm; "
                        + $"side told rightly beyond {SideFromMicrons} µm: {Share(sided.Count(f => f.DefocusSide > 0.5 == f.TrueDefocusMicrons > 0), sided.Length)}."
                )
                .Table(
                    [
                        "True distance, µm",
                        "Frames",
                        "Out of focus in truth",
                        "Called out of focus",
                        "Estimated distance, µm",
                        "Mean error, µm",
                    ],
                    Bins(frames)
                        .Select(bin =>
                            (string[])
                                [
                                    bin.Distance.Name,
                                    $"{bin.Frames.Length}",
                                    $"{bin.Frames.Count(f => f.Label)}",
                                    Share(bin.Frames.Count(f => f.PredictedLabel), bin.Frames.Length),
                                    bin.Frames.Select(f => (double)f.DefocusMicrons).Spread("F2"),
                                    $"{bin.Frames.Average(f => Math.Abs(f.DefocusMicrons - f.TrueDistance)):F2}",
                                ]
                        )
                );
        }
        return report;
    }

    private static void Draw(string folder, (string Name, PlaneFrame[] Frames)[] sets)
    {
        CurvePlot
            .Create(
                "Calls by distance from focus",
                new("z, µm"),
                PlotAxis.Share("Called out of focus"),
                [.. sets.Select(set => new Curve(set.Name, [.. Signed(set.Frames).Select(bin => Call(bin.Middle, bin.Frames))]))]
            )
            .Write(Path.Combine(folder, "planes-calls.svg"));
        CurvePlot
            .Create(
                "Estimated distance from focus",
                new("True z, µm"),
                new("Estimated |z|, µm (mean ± SD)", Low: 0),
                [.. sets.Select(set => new Curve(set.Name, [.. Signed(set.Frames).Select(bin => Estimate(bin.Middle, bin.Frames))]))]
            )
            .Write(Path.Combine(folder, "planes-distance.svg"));
        PlaneFrame[] all = [.. sets.SelectMany(set => set.Frames)];
        ReliabilityDiagram
            .Of("Reliability", [.. all.Select(f => f.Probability)], [.. all.Select(f => f.Label)])
            .Write(Path.Combine(folder, "planes-reliability.svg"));
    }

    private static CurvePoint Call(double middle, PlaneFrame[] frames)
    {
        var called = frames.Count(f => f.PredictedLabel);
        (var low, var high) = ConfidenceInterval.Wilson(called, frames.Length);
        return new(middle, (double)called / frames.Length, low, high);
    }

    private static CurvePoint Estimate(double middle, PlaneFrame[] frames)
    {
        double mean = frames.Average(f => f.DefocusMicrons),
            sd = frames.Select(f => (double)f.DefocusMicrons).ToArray().StandardDeviation();
        return new(middle, mean, mean - sd, mean + sd);
    }

    private static IEnumerable<(DistanceBin Distance, PlaneFrame[] Frames)> Bins(PlaneFrame[] frames) =>
        from distance in s_distances
        let bin = frames.Where(f => distance.Holds(f.TrueDistance)).ToArray()
        where bin.Length > 0
        select (distance, bin);

    /// <summary>Both sides of focus apart, from below to above; the point of a bin is its frames' mean z.</summary>
    private static IEnumerable<(double Middle, PlaneFrame[] Frames)> Signed(PlaneFrame[] frames) =>
        new[] { false, true }
            .SelectMany(above => Bins([.. frames.Where(f => f.TrueDefocusMicrons >= 0 == above)]))
            .Select(bin => ((double)bin.Frames.Average(f => f.TrueDefocusMicrons), bin.Frames))
            .OrderBy(bin => bin.Item1);

    private static double Error(PlaneFrame[] frames) =>
        CalibrationError.Expected([.. frames.Select(f => f.Probability)], [.. frames.Select(f => f.Label)]);

    private static string Share(int count, int n) =>
        n > 0 && ConfidenceInterval.Wilson(count, n) is var (low, high) ? $"{(double)count / n:F3} [{low:F3}, {high:F3}]" : "";
}
