using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Evaluation;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>Which frames a method is given; those out of focus are restored and measured.</summary>
internal enum FrameChoice
{
    /// <summary>Those out of focus.</summary>
    OutOfFocus,

    /// <summary>All of a video.</summary>
    Videos,

    /// <summary>All of a video, those in focus being of another one.</summary>
    VideosOfStrangers,
}

/// <summary>
/// Restores every out-of-focus frame by one method and measures the result; in a process of its own, so that the memory is the method's.
/// </summary>
internal static class MethodRun
{
    /// <summary>Frames kept to look at, of each data set, if it has as many.</summary>
    private const int Shown = 3;

    private static readonly string s_neighbours = new ConditionalRestoreEstimator.Options().NeighbourCountColumnName;

    public static MethodResult Execute(
        RestorationMethod method,
        IReadOnlyList<string> data,
        string classifier,
        int? limit,
        FrameChoice choice
    )
    {
        var context = new MLContext(seed: 1);
        var features = FrechetFeatures.OfClassifier(
            context.FocusRestoration.LoadModels(classifier).Classifier
                ?? throw new InvalidDataException($"'{classifier}' has no classifier.")
        );
        string[] manifests = [.. data.Select(BenchmarkInput.Manifest)];
        using var strangers = choice == FrameChoice.VideosOfStrangers ? new Strangers(manifests) : null;
        manifests = strangers?.Manifests ?? manifests;
        var areVideos = choice != FrameChoice.OutOfFocus;
        var frames = context.Data.LoadFrames(manifests);
        if (limit is { } most)
            frames = context.Data.TakeRows(frames, most);
        // In videos a model may look at the frames in focus; among focal planes of one instant they would give the truth away.
        if (!areVideos)
            frames = OutOfFocus.Only(context, frames);
        // Restored once, for the passes below.
        var all = context.Data.Cache(method.Estimator(context, frames).Fit(frames).Transform(frames));
        var restored = areVideos ? OutOfFocus.Only(context, all) : all;
        var clock = Stopwatch.StartNew();
        var count = restored.GetColumn<float[]>("Restored").Count();
        var seconds = clock.Elapsed.TotalSeconds / count;
        var megabytes = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;

        var type = (VectorDataViewType)frames.Schema[LoadedColumns.Frame].Type;
        var cost = method.Cost(type.Dimensions[0], type.Dimensions[1]);
        var metrics = context.FocusRestoration.Evaluate(restored, new() { Features = features });
        (var measured, var shown) = Measure(restored, data);
        return new(
            method.Name,
            cost.Evaluations,
            cost.Flops,
            seconds,
            megabytes,
            metrics.SpreadErrorOverFrames,
            metrics.SpreadErrorWithinFrames.Mean,
            metrics.Coverage.Mean,
            metrics.FrechetDistanceBefore,
            metrics.FrechetDistanceAfter,
            choice == FrameChoice.Videos ? FlickerOf(all) : double.NaN,
            measured,
            shown
        );
    }

    /// <summary>Over all frames of the videos, those that stay as they are among them; NaN where none are consecutive.</summary>
    private static double FlickerOf(IDataView all)
    {
        var flicker = new Flicker();
        foreach (var row in new RestorationRows(all.Schema, new()).Of(all))
        {
            if (row.Place is (string sequence, int index))
                flicker.Add(
                    sequence,
                    index,
                    UnitFrame.Of(row.Restored.Frame, row.Map).Values,
                    UnitFrame.Of(row.Truth.Frame, row.Map).Values
                );
        }
        return flicker.Statistics.Mean;
    }

    private static (List<MeasuredFrame> Measured, List<ShownFrame> Shown) Measure(IDataView restored, IReadOnlyList<string> data)
    {
        List<MeasuredFrame> measured = [];
        List<ShownFrame> showing = [];
        var rows = new RestorationRows(restored.Schema, new());
        var looked = restored.Schema.GetColumnOrNull(s_neighbours) is { } column
            ? restored.GetColumn<int>(column)
            : Enumerable.Repeat(0, int.MaxValue);
        foreach (
            (var row, var defocus, var neighbours) in rows.Of(restored)
                .Zip(restored.GetColumn<float>(LoadedColumns.TrueDefocusMicrons), looked)
        )
        {
            var result = UnitFrame.Of(row.Restored.Frame, row.Map);
            var likeness = new LikenessTruth(UnitFrame.Of(row.Truth.Frame, row.Map)).Measure(result);
            var range = row.Map.White - row.Map.Black;
            var isKnown = CellPixels.IsKnown(row.Recorded.Name);
            var cells =
                isKnown && CellPixels.Read(row.Recorded.Name) is { } mask
                    ? CellLikeness.Of(row.Restored.Frame.Counts, row.Truth.Frame.Counts, mask, range)
                    : null;
            measured.Add(
                new(
                    row.Recorded.Name,
                    row.Place!.Value.Sequence,
                    defocus,
                    likeness.Psnr,
                    likeness.Ssim,
                    likeness.Pcc,
                    likeness.EdgePcc,
                    likeness.TenengradRatio,
                    Math.Pow(10, -likeness.Psnr / 20),
                    row.Spread is { } spread ? spread.Average() / range : 0,
                    neighbours,
                    cells
                )
            );
            var frame = row.Recorded.Frame;
            if (cells is not null || !isKnown)
                showing.Add(
                    new(
                        row.Recorded.Name,
                        frame.Height,
                        frame.Width,
                        row.Map.Black,
                        row.Map.White,
                        row.Restored.Frame.Counts,
                        row.Truth.Frame.Counts
                    )
                );
        }
        return (measured, [.. data.SelectMany(set => Spread([.. showing.Where(s => DataFolder.Holds(set, s.File))]))]);

        // From the first to the last, as neighbours in a video look alike.
        static IEnumerable<ShownFrame> Spread(ShownFrame[] of) =>
            of.Length <= Shown ? of : Enumerable.Range(0, Shown).Select(i => of[i * (of.Length - 1) / (Shown - 1)]);
    }
}
