using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging.Statistics;
using PostFocus.Plots;
using PostFocus.Transforms.Classification;

namespace PostFocus.Benchmarks.Classification;

/// <summary>What came out, as figures and pictures.</summary>
internal sealed class ClassificationReport(MLContext context, Protocol protocol, string? pictures)
{
    /// <summary>Of the sweep.</summary>
    private static readonly IReadOnlyList<DistanceBin> s_distances = DistanceBin.Between(
        0,
        1,
        2,
        3,
        4,
        5,
        7,
        9,
        11,
        15,
        double.PositiveInfinity
    );

    public MarkdownReport Make(
        IReadOnlyList<(Contestant Contestant, ContestantResult Result)> results,
        Effort effort,
        IReadOnlyList<string> data,
        string? origin,
        string machine
    )
    {
        IReadOnlyList<TestFrame> test = protocol.Frames(protocol.Test),
            planes = protocol.Sweep is { } sweep ? protocol.Frames(sweep) : [];
        Scored[] scored =
        [
            .. results.Select(r => new Scored(
                r.Contestant,
                r.Result,
                [.. r.Result.Folds.Select(f => f.Join(test))],
                r.Result.Sweep.Join(planes)
            )),
        ];
        if (pictures is not null)
            Draw(Directory.CreateDirectory(pictures).FullName, scored, planes.Count > 0);
        var report = new MarkdownReport()
            .Heading(1, "Finding out-of-focus frames")
            .Paragraph(
                $"Test set: {test.Count} frames of {test.Select(f => f.Sequence).Distinct().Count()} wells, {test.Count(f => f.Label)} of them out of focus: a quarter of the wells. "
                    + "The others are split into five folds, by well, and each fold's model, trained on the other four, is tried on the whole test set: "
                    + "figures are the mean and the standard deviation over these five models. Out of focus is the positive class."
            )
            .Add(
                [
                    $"Data: {origin ?? "origin not stated"}.",
                    $"Networks: {(effort.FullWidth ? "as published, 224 pixels" : "of reduced width, 96 pixels (`--full-width` takes the published ones)")}; frames brought to {effort.PixelMicrons} µm a pixel; "
                        + $"{(effort.Minutes is { } minutes ? $"{minutes} minutes a fold on one core" : $"{effort.Epochs} epochs")} of batches of {effort.Batch}, Adam, each network's rate falling along a half cosine; a part of each fold's wells chooses the best epoch and the temperature.",
                    "Frames/s: files read, both cores, after a first pass; training: seconds a fold.",
                    "Calibration error: expected calibration error of P(out of focus), 15 bins.",
                ],
                machine
            )
            .Table(
                ["Contestant", "", "MB", "Training, s", "Frames/s", "Accuracy", "Precision", "Recall", "F1", "AUC", "Calibration error"],
                scored.Select(Row)
            )
            .Heading(2, "Accuracy by kind of object")
            .Table(
                ["Contestant", .. data.Select(DataFolder.Name)],
                scored.Select(s => (string[])[s.Contestant.Name, .. data.Select(d => ByKind(s, d))])
            );
        return planes.Count > 0 ? Sweep(report, scored) : report;
    }

    private static void Draw(string folder, IReadOnlyList<Scored> scored, bool hasSweep)
    {
        foreach (var s in scored)
        {
            var frames = s.Folds[0];
            ConfusionGallery.Write(Path.Combine(folder, $"confusion-{s.Contestant.Name}.png"), frames);
            ReliabilityDiagram
                .Of(s.Contestant.Name, [.. frames.Select(f => f.Probability)], [.. frames.Select(f => f.Label)])
                .Write(Path.Combine(folder, $"reliability-{s.Contestant.Name}.svg"));
        }
        if (!hasSweep)
            return;
        CurvePlot
            .Create(
                "Accuracy by distance from focus",
                new("|z|, µm"),
                PlotAxis.Share("Accuracy"),
                [.. scored.Select(s => new Curve(s.Contestant.Name, [.. Bins(s.Sweep).Where(bin => bin.Count > 0).Select(AccuracyOf)]))]
            )
            .Write(Path.Combine(folder, "accuracy-by-distance.svg"));
    }

    private static CurvePoint AccuracyOf(IReadOnlyList<ScoredFrame> frames)
    {
        (var low, var high) = ConfidenceInterval.Wilson(frames.Count(f => f.IsRight), frames.Count);
        return new(frames.Average(f => Math.Abs(f.TrueDefocusMicrons)), Accuracy(frames), low, high);
    }

    private string[] Row(Scored scored)
    {
        TestFigures[] figures = [.. scored.Folds.Select(Figures)];
        return
        [
            scored.Contestant.Name,
            scored.Contestant.Description,
            $"{scored.Result.Megabytes:F1}",
            Summaries.Spread(scored.Result.Seconds, "F0"),
            $"{scored.Result.FramesPerSecond:F0}",
            Of(f => f.Accuracy),
            Of(f => f.Precision),
            Of(f => f.Recall),
            Of(f => f.F1),
            Of(f => f.Auc),
            Of(f => f.CalibrationError),
        ];

        string Of(Func<TestFigures, double> figure) => Summaries.Spread(figures.Select(figure), "F4");
    }

    private TestFigures Figures(IReadOnlyList<ScoredFrame> frames) =>
        TestFigures.Of(
            context.BinaryClassification.Evaluate(context.Data.LoadFromEnumerable(frames)),
            CalibrationError.Expected([.. frames.Select(f => f.Probability)], [.. frames.Select(f => f.Label)])
        );

    private static string ByKind(Scored scored, string folder) =>
        Summaries.Spread(scored.Folds.Select(fold => Accuracy([.. fold.Where(f => DataFolder.Holds(folder, f.Path))])), "F4");

    private static MarkdownReport Sweep(MarkdownReport report, IReadOnlyList<Scored> scored)
    {
        var frames = scored[0].Sweep;
        return report
            .Heading(2, "Accuracy by distance from focus")
            .Paragraph(
                $"The first fold's models on {frames.Count} frames of {frames.Select(f => f.Sequence).Distinct().Count()} further wells in many planes; none was trained on planes between focus and the outer ones. "
                    + "A frame counts as out of focus in truth beyond 3 µm. Columns: |z| in µm; below the number of frames."
            )
            .Table(
                ["Contestant", .. s_distances.Select(distance => distance.Name)],
                scored
                    .Select(s => (string[])[s.Contestant.Name, .. Bins(s.Sweep).Select(bin => bin.Count > 0 ? $"{Accuracy(bin):F3}" : "")])
                    .Append(["*frames*", .. Bins(frames).Select(bin => $"{bin.Count}")])
            );
    }

    private static IEnumerable<IReadOnlyList<ScoredFrame>> Bins(IReadOnlyList<ScoredFrame> frames) =>
        s_distances.Select(distance => (IReadOnlyList<ScoredFrame>)[.. frames.Where(f => distance.Holds(f.TrueDefocusMicrons))]);

    private static double Accuracy(IReadOnlyCollection<ScoredFrame> frames) => frames.Count(f => f.IsRight) / (double)frames.Count;

    private sealed record Scored(
        Contestant Contestant,
        ContestantResult Result,
        IReadOnlyList<IReadOnlyList<ScoredFrame>> Folds,
        IReadOnlyList<ScoredFrame> Sweep
    );
}
