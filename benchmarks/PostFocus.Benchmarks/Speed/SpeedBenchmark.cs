using System.CommandLine;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.Speed;

/// <summary><c>speed</c>: frames per second and where the time goes.</summary>
internal static class SpeedBenchmark
{
    public static Command Create()
    {
        var arguments = new BenchmarkArguments(defaultFrames: 60);
        var repeats = new Option<int>("--repeats") { Description = "Runs that the medians are taken over.", DefaultValueFactory = _ => 5 };
        var command = new Command("speed", "Frames per second, and where the time goes.") { repeats };
        arguments.AddTo(command);
        command.SetAction(parsed =>
            Run(arguments.Input(parsed), parsed.GetValue(repeats)).Publish(Console.Out, arguments.Out(parsed)));
        return command;
    }

    private static MarkdownReport Run(BenchmarkInput input, int repeats)
    {
        var context = new MLContext(seed: 1);
        (var classifier, var restorer) = input.LoadModels(context);
        var pipeline = new PipelineSpeed(context, input, repeats);
        int size = classifier.InputSize, tile = restorer.TileSize;

        PipelineTiming scoring = pipeline.Score(classifier);
        PipelineTiming restoring = pipeline.Restore(restorer, new ConditionalRestoreOptions());
        PipelineTiming oneLane = pipeline.Restore(restorer, new ConditionalRestoreOptions { Samples = 1, LookAhead = 1 });
        IReadOnlyList<NetworkTiming> scoringNetwork =
            NetworkSpeed.Measure(classifier.OnnxFile, repeats, new NetworkTensor("frame", 1, size, size));
        IReadOnlyList<NetworkTiming> restoringNetwork = NetworkSpeed.Measure(
            restorer.OnnxFile, repeats, new("frame", 1, tile, tile), new("noisy", 1, tile, tile), new("time"));

        return new MarkdownReport()
            .Heading(1, "Speed")
            .Paragraph($"Medians of {repeats} runs after one to warm up.")
            .Add(input)
            .Heading(2, "In the pipeline")
            .Paragraph("From files to values: reading, intensity maps, networks. The share of time inside ONNX Runtime is the time " +
                $"inside, summed over threads, by wall-clock time and threads ({Environment.ProcessorCount}; for one sample with a look-ahead of one row: 1).")
            .Table(
                ["Work", "Frames", "Frames/s", "s per frame", "Inside ONNX Runtime"],
                [
                    Row("scoring", scoring, Environment.ProcessorCount),
                    Row("restoring, default (5 samples × 5 steps)", restoring, Environment.ProcessorCount),
                    Row("restoring, 1 sample × 5 steps, one thread", oneLane, 1),
                ])
            .Heading(2, "Networks alone")
            .Paragraph($"Items (a frame or tile, once through the network) per second by {Environment.ProcessorCount} cores.")
            .Networks($"Classifier ({size} × {size})", scoringNetwork)
            .Networks($"Restorer, one step ({tile} × {tile})", restoringNetwork);
    }

    private static string[] Row(string work, PipelineTiming timing, int threads) =>
    [
        work,
        $"{timing.Frames}",
        $"{1 / timing.SecondsPerFrame:F2}",
        $"{timing.SecondsPerFrame:F4}",
        $"{timing.ThreadsInside / threads:P1}",
    ];

    private static MarkdownReport Networks(this MarkdownReport report, string network, IReadOnlyList<NetworkTiming> timings) =>
        report.Table(
            [network, "Items/s", "ms per item", "Speed as a ratio to the first"],
            timings.Select(t => new[]
            {
                t.Variant.Name,
                $"{t.ItemsPerSecond:F2}",
                $"{1000 / t.ItemsPerSecond:F2}",
                $"{t.ItemsPerSecond / timings[0].ItemsPerSecond:F2}",
            }));
}
