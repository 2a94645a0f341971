using System.Diagnostics;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging;
using PostFocus.Plots;
using PostFocus.Transforms.Classification;

namespace PostFocus.Benchmarks.Classification;

/// <summary>Scores the kept models on the test wells and writes what came out.</summary>
internal sealed class ClassificationReport(MLContext context, Protocol protocol, string models, string? pictures)
{
    /// <summary>Edges of the bins of |defocus| in the sweep, µm.</summary>
    private static readonly double[] s_edges = [0, 1, 2, 3, 4, 5, 7, 9, 11, 15, double.PositiveInfinity];

    public MarkdownReport Make(
        IReadOnlyList<Contestant> contestants, Effort effort, IReadOnlyList<string> data, string? sweep, string? origin, string machine)
    {
        IDataView? planes = sweep is null ? null : context.Data.LoadFrames(sweep);
        List<Scored> scored = [];
        foreach (Contestant contestant in contestants)
        {
            Console.Error.WriteLine($"scoring {contestant.Name}");
            scored.Add(Score(contestant, planes));
        }
        IReadOnlyList<ScoredFrame> test = scored[0].Folds[0];
        MarkdownReport report = new MarkdownReport()
            .Heading(1, "Finding out-of-focus frames")
            .Paragraph(
                $"Test set: {test.Count} frames of {test.Select(f => f.Sequence).Distinct().Count()} wells, {test.Count(f => f.Label)} of them out of focus: a quarter of the wells. " +
                "The others are split into five folds, by well, and each fold's model, trained on the other four, is tried on the whole test set: " +
                "figures are the mean and the standard deviation over these five models. Out of focus is the positive class.")
            .Add([
                $"Data: {origin ?? "origin not stated"}.",
                $"Networks: {(effort.FullWidth ? "as published, 224 pixels" : "of reduced width, 96 pixels (`--full-width` takes the published ones)")}; frames brought to {effort.PixelMicrons} µm a pixel; " +
                $"{(effort.Minutes is { } minutes ? $"{minutes} minutes a fold on one core" : $"{effort.Epochs} epochs")} of batches of {effort.Batch}, Adam, each network's rate falling along a half cosine; a part of each fold's wells chooses the best epoch and the temperature.",
                "Frames/s: files read, both cores, after a first pass; training: seconds a fold.",
                "Calibration error: expected calibration error of P(out of focus), 15 bins.",
            ], machine)
            .Table(
                ["Contestant", "", "MB", "Training, s", "Frames/s", "Accuracy", "Precision", "Recall", "F1", "AUC", "Calibration error"],
                scored.Select(Row))
            .Heading(2, "Accuracy by kind of object")
            .Table(["Contestant", .. data.Select(DataSet.Name)], scored.Select(s => (string[])[s.Contestant.Name, .. data.Select(d => ByKind(s, d))]));
        if (planes is not null && pictures is not null)
        {
            CurvePlot.Create("Accuracy by distance from focus", new("|z|, µm"), PlotAxis.Share("Accuracy"), [.. scored.Select(s =>
                new Curve(s.Contestant.Name, [.. Bins(s.Sweep).Where(bin => bin.Count > 0).Select(AccuracyOf)]))])
                .Write(Path.Combine(pictures, "accuracy-by-distance.svg"));
        }
        return planes is null ? report : Sweep(report, scored);
    }

    private static void Draw(string folder, string contestant, IReadOnlyList<ScoredFrame> frames)
    {
        ConfusionGallery.Write(Path.Combine(folder, $"confusion-{contestant}.png"), frames);
        ReliabilityDiagram.Of(contestant, [.. frames.Select(f => f.Probability)], [.. frames.Select(f => f.Label)])
            .Write(Path.Combine(folder, $"reliability-{contestant}.svg"));
    }

    private static CurvePoint AccuracyOf(IReadOnlyList<ScoredFrame> frames)
    {
        (double low, double high) = ConfidenceInterval.Wilson(frames.Count(f => f.IsRight), frames.Count);
        return new(frames.Average(f => Math.Abs(f.TrueDefocusMicrons)), Accuracy(frames), low, high);
    }

    private Scored Score(Contestant contestant, IDataView? planes)
    {
        FittedFolds fitted = FittedFolds.Read(models, contestant.Name)!;
        List<IReadOnlyList<ScoredFrame>> folds = [];
        double rate = 0;
        IReadOnlyList<ScoredFrame> sweep = [];
        for (int fold = 0; fold < fitted.Seconds.Count; fold++)
        {
            ITransformer model = context.Model.Load(FittedFolds.Model(models, contestant.Name, fold), out _);
            folds.Add(protocol.Score(model, protocol.Test));
            if (fold == 0)
            {
                var clock = Stopwatch.StartNew();
                rate = protocol.Score(model, protocol.Test).Count / clock.Elapsed.TotalSeconds;
                sweep = planes is null ? [] : protocol.Score(model, planes);
                if (pictures is not null)
                    Draw(Directory.CreateDirectory(pictures).FullName, contestant.Name, folds[0]);
            }
            (model as IDisposable)?.Dispose();
        }
        return new(contestant, fitted, new FileInfo(FittedFolds.Model(models, contestant.Name, 0)).Length / 1e6, rate, folds, sweep);
    }

    private string[] Row(Scored scored)
    {
        TestFigures[] figures = [.. scored.Folds.Select(Figures)];
        return
        [
            scored.Contestant.Name, scored.Contestant.Description, $"{scored.Megabytes:F1}",
            Summaries.Spread(scored.Fitted.Seconds, "F0"), $"{scored.FramesPerSecond:F0}",
            Of(f => f.Accuracy), Of(f => f.Precision), Of(f => f.Recall), Of(f => f.F1), Of(f => f.Auc), Of(f => f.CalibrationError),
        ];

        string Of(Func<TestFigures, double> figure) => Summaries.Spread(figures.Select(figure), "F4");
    }

    private TestFigures Figures(IReadOnlyList<ScoredFrame> frames) => TestFigures.Of(
        context.BinaryClassification.Evaluate(context.Data.LoadFromEnumerable(frames)),
        CalibrationError.Expected([.. frames.Select(f => f.Probability)], [.. frames.Select(f => f.Label)]));

    private static string ByKind(Scored scored, string folder) =>
        Summaries.Spread(scored.Folds.Select(fold => Accuracy([.. fold.Where(f => DataSet.Holds(folder, f.Path))])), "F4");

    private static MarkdownReport Sweep(MarkdownReport report, IReadOnlyList<Scored> scored)
    {
        IReadOnlyList<ScoredFrame> frames = scored[0].Sweep;
        string[] bins = [.. s_edges.Zip(s_edges.Skip(1), (from, to) => double.IsInfinity(to) ? $"from {from}" : $"{from} to {to}")];
        return report
            .Heading(2, "Accuracy by distance from focus")
            .Paragraph(
                $"The first fold's models on {frames.Count} frames of {frames.Select(f => f.Sequence).Distinct().Count()} further wells in many planes; none was trained on planes between focus and the outer ones. " +
                "A frame counts as out of focus in truth beyond 3 µm. Columns: |z| in µm; below the number of frames.")
            .Table(["Contestant", .. bins], scored.Select(s => (string[])[s.Contestant.Name, .. Bins(s.Sweep).Select(bin => bin.Count > 0 ? $"{Accuracy(bin):F3}" : "")])
                .Append(["*frames*", .. Bins(frames).Select(bin => $"{bin.Count}")]));
    }

    private static IEnumerable<IReadOnlyList<ScoredFrame>> Bins(IReadOnlyList<ScoredFrame> frames) => s_edges.Zip(s_edges.Skip(1), (from, to) =>
        (IReadOnlyList<ScoredFrame>)[.. frames.Where(f => Math.Abs(f.TrueDefocusMicrons) >= from && Math.Abs(f.TrueDefocusMicrons) < to)]);

    private static double Accuracy(IReadOnlyCollection<ScoredFrame> frames) => frames.Count(f => f.IsRight) / (double)frames.Count;

    private sealed record Scored(
        Contestant Contestant, FittedFolds Fitted, double Megabytes, double FramesPerSecond,
        IReadOnlyList<IReadOnlyList<ScoredFrame>> Folds, IReadOnlyList<ScoredFrame> Sweep);
}
