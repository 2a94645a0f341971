using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.Speed;

/// <summary>Medians over runs.</summary>
/// <param name="Frames">Frames of a run.</param>
/// <param name="SecondsPerFrame">Wall-clock time of a frame.</param>
/// <param name="ThreadsInside">Mean number of threads inside ONNX Runtime; on busy cores they wait there too.</param>
internal sealed record PipelineTiming(int Frames, double SecondsPerFrame, double ThreadsInside);

/// <summary>Times transformers in a pipeline that begins with files.</summary>
internal sealed class PipelineSpeed(MLContext context, BenchmarkInput input, int repeats)
{
    /// <summary>Of all frames: scoring is fast, so that a few would say little.</summary>
    public PipelineTiming Score(FocusModel model)
    {
        var all = input with { FrameLimit = null };
        using var transformer = context.Transforms.ScoreFocus(model).Fit(all.LoadFrames(context));
        return Median(() => transformer.Transform(all.LoadFrames(context)).GetColumn<float>("Probability").Count());
    }

    /// <summary>Only restored frames count; the others pass through in no time.</summary>
    public PipelineTiming Restore(RestorationModel model, ConditionalRestoreEstimator.Options options)
    {
        options = options with { DecisionColumnName = LoadedColumns.Label, NeighbourDistance = 0 }; // the frames of a well are focal planes
        using var transformer = context.Transforms.ConditionalRestore(model, options).Fit(input.LoadFrames(context));
        return Median(() =>
            context
                .Data.CreateEnumerable<RestoredRow>(transformer.Transform(input.LoadFrames(context)), reuseRowObject: true)
                .Count(row => row.WasRestored)
        );
    }

    private PipelineTiming Median(Func<int> run)
    {
        var frames = run();
        var seconds = new double[repeats];
        var threads = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            var before = OnnxRun.TimeInside;
            var start = Stopwatch.GetTimestamp();
            run();
            var wall = Stopwatch.GetElapsedTime(start);
            (seconds[i], threads[i]) = (wall.TotalSeconds / frames, (OnnxRun.TimeInside - before) / wall);
        }
        return new(frames, seconds.Median(), threads.Median());
    }

    private sealed class RestoredRow
    {
        public float[] Restored { get; set; } = [];

        public float[] Spread { get; set; } = [];

        public bool WasRestored { get; set; }
    }
}
