using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace PostFocus.Transforms.Evaluation;

/// <summary>Evaluates a restoration in one pass over its rows.</summary>
internal static class RestorationEvaluator
{
    public static RestorationMetrics Evaluate(IHostEnvironment environment, IDataView data, RestorationEvaluationOptions options)
    {
        RunningLikeness before = new(),
            after = new();
        Flicker flickerBefore = new(),
            flickerAfter = new();
        RunningStatistics gain = new(),
            improved = new();
        var spread = new SpreadAgainstError();
        using var frechet = new FrechetSets(options.Features, environment);
        int frames = 0,
            restored = 0;
        foreach (var row in new RestorationRows(data.Schema, options).Of(data))
        {
            frames++;
            UnitFrame recorded = UnitFrame.Of(row.Recorded.Frame, row.Map),
                result = UnitFrame.Of(row.Restored.Frame, row.Map);
            var truth = UnitFrame.Of(row.Truth.Frame, row.Map);
            if (row.Place is (string sequence, int index))
            {
                flickerBefore.Add(sequence, index, recorded.Values, truth.Values);
                flickerAfter.Add(sequence, index, result.Values, truth.Values);
            }
            if (!row.WasRestored)
                continue;
            restored++;
            var measure = new LikenessTruth(truth);
            FrameLikeness was = measure.Measure(recorded),
                became = measure.Measure(result);
            before.Add(was);
            after.Add(became);
            gain.Add(became.Psnr - was.Psnr);
            improved.Add(became.Psnr > was.Psnr ? 1 : 0);
            if (row.Spread is { } counts)
                spread.Add(result.Values, truth.Values, [.. counts.Select(c => c / (row.Map.White - row.Map.Black))]);
            frechet.Add(row.Recorded, row.Restored, row.Truth, row.Map, row.PixelMicrons);
        }
        return new RestorationMetrics
        {
            FrameCount = frames,
            RestoredCount = restored,
            Before = before.Likeness,
            After = after.Likeness,
            PsnrGain = gain.Statistics,
            ShareImproved = improved.Statistics.Mean,
            SpreadErrorOverFrames = spread.OverFrames,
            SpreadErrorWithinFrames = spread.WithinFrames,
            Coverage = spread.Coverage,
            FlickerBefore = flickerBefore.Statistics,
            FlickerAfter = flickerAfter.Statistics,
            FrechetFeatures = options.Features?.Name,
            FrechetDistanceBefore = frechet.Before,
            FrechetDistanceAfter = frechet.After,
        };
    }
}
