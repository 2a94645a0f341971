using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Restoration;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Benchmarks.Speed;

/// <summary><c>speed</c>: frames per second and where the time goes.</summary>
internal static class SpeedBenchmark
{
    public static Command Create()
    {
        var arguments = new BenchmarkArguments(defaultFrames: 48);
        var repeats = new Option<int>("--repeats") { Description = "Runs that the medians are taken over.", DefaultValueFactory = _ => 5 };
        var command = new Command("speed", "Frames per second, and where the time goes.") { repeats };
        arguments.AddTo(command);
        command.SetAction(parsed => Run(arguments.Input(parsed), parsed.GetValue(repeats)).Publish(Console.Out, arguments.Out(parsed)));
        return command;
    }

    private static MarkdownReport Run(BenchmarkInput input, int repeats)
    {
        var machine = Machine.Describe();
        var context = new MLContext(seed: 1);
        (var classifier, var restorer) = input.LoadModels(context);
        int size = classifier.InputSize,
            tile = restorer.TileSize;
        var defaults = new ConditionalRestoreEstimator.Options().For(restorer);
        var scoringRuns = classifier.Orientations * Tiles(input.LoadFrames(context), size, overlap: 0);
        var restoringRuns = Tiles(input.LoadFrames(context), tile, defaults.TileOverlap) * defaults.Steps;

        var scoringNetwork = NetworkSpeed.Measure(classifier.OnnxFile, repeats);
        var restoringNetwork = NetworkSpeed.Measure(restorer.OnnxFile, repeats);
        Arithmetic[] arithmetic =
        [
            Arithmetic.Of("classifier", classifier.OnnxFile, scoringNetwork),
            Arithmetic.Of("restorer, one step", restorer.OnnxFile, restoringNetwork),
            .. ConvolutionPeak.Networks().Select(n => Arithmetic.Of(n.Name, n.Onnx, NetworkSpeed.Measure(n.Onnx, repeats))),
        ];
        var pipeline = new PipelineSpeed(context, input, repeats);
        var scoring = pipeline.Score(classifier);
        var restoring = pipeline.Restore(restorer, defaults);
        // One sample and one row at a time: no work to spread, so that all of it is done by one thread.
        var oneThread = pipeline.Restore(restorer, defaults with { Samples = 1, LookAhead = 1 });

        return new MarkdownReport()
            .Heading(1, "Speed")
            .Paragraph($"Medians of {repeats} runs after one to warm up.")
            .Add(input, machine)
            .Heading(2, "In the pipeline")
            .Paragraph("From files to values: reading, intensity maps, networks.")
            .List(
                "Threads inside: time inside ONNX Runtime, summed over threads, by wall-clock time.",
                $"Share of the threads' time: that by the threads at work ({Environment.ProcessorCount}; in the last row 1). Above 100 % "
                    + "more threads than cores were inside and waited there for a core.",
                "Network's share: the time that the network alone takes for the same items (tables below), by the pipeline's time."
            )
            .Table(
                ["Work", "Frames", "Frames/s", "s per frame", "Threads inside", "Share of the threads' time", "Network's share"],
                [
                    Row("scoring", scoring, Environment.ProcessorCount, scoringRuns / scoringNetwork[0].ItemsPerSecond),
                    Row(
                        $"restoring, default ({defaults.Describe(restorer)})",
                        restoring,
                        Environment.ProcessorCount,
                        restoringRuns * defaults.Samples / restoringNetwork[0].ItemsPerSecond
                    ),
                    Row("restoring, one sample, one thread", oneThread, 1, restoringRuns / restoringNetwork[1].ItemsPerSecond),
                ]
            )
            .Heading(2, "Networks alone")
            .Paragraph($"Items (a frame or tile, once through the network) per second; {Environment.ProcessorCount} cores.")
            .Networks($"Classifier ({size} × {size})", scoringNetwork)
            .Networks($"Restorer, one step ({tile} × {tile})", restoringNetwork)
            .Heading(2, "Arithmetic")
            .Paragraph(
                "Additions and multiplications in convolutions and matrix products; the peak is the fastest of networks that are nothing but convolutions."
            )
            .Table(
                ["Network", "GFLOP per item", "GFLOP/s", "Share of the peak", "GFLOP/s of one core"],
                arithmetic.Select(a =>
                    new[]
                    {
                        a.Network,
                        $"{a.Gigaflops:F3}",
                        $"{a.PerSecond:F0}",
                        $"{a.PerSecond / arithmetic.Max(other => other.PerSecond):P0}",
                        $"{a.PerSecondOnOneCore:F0}",
                    }
                )
            );
    }

    /// <param name="Network">What the report calls it.</param>
    /// <param name="Gigaflops">Of one item.</param>
    /// <param name="PerSecond">The same a second, as the library runs networks.</param>
    /// <param name="PerSecondOnOneCore">Items one after the other on one core.</param>
    private sealed record Arithmetic(string Network, double Gigaflops, double PerSecond, double PerSecondOnOneCore)
    {
        public static Arithmetic Of(string name, ReadOnlyMemory<byte> onnx, IReadOnlyList<NetworkTiming> timings)
        {
            var gigaflops = NetworkFlops.Of(onnx) / 1e9;
            return new(name, gigaflops, gigaflops * timings[0].ItemsPerSecond, gigaflops * timings[1].ItemsPerSecond);
        }
    }

    /// <summary>How many tiles a frame is cut into.</summary>
    private static int Tiles(IDataView frames, int size, int overlap)
    {
        IReadOnlyList<int> sides = ((VectorDataViewType)frames.Schema[LoadedColumns.Frame].Type).Dimensions;
        return new TileGrid(sides[0], sides[1], size, overlap).Tiles.Count;
    }

    private static string[] Row(string work, PipelineTiming timing, int threads, double networkSeconds) =>
        [
            work,
            $"{timing.Frames}",
            $"{1 / timing.SecondsPerFrame:F2}",
            $"{timing.SecondsPerFrame:F4}",
            $"{timing.ThreadsInside:F2}",
            $"{timing.ThreadsInside / threads:P1}",
            $"{networkSeconds / timing.SecondsPerFrame:P1}",
        ];

    private static MarkdownReport Networks(this MarkdownReport report, string network, IReadOnlyList<NetworkTiming> timings) =>
        report.Table(
            [network, "Items/s", "ms per item", "Speed as a ratio to the first"],
            timings.Select(t =>
                new[]
                {
                    t.Variant.Name,
                    $"{t.ItemsPerSecond:F2}",
                    $"{1000 / t.ItemsPerSecond:F2}",
                    $"{t.ItemsPerSecond / timings[0].ItemsPerSecond:F2}",
                }
            )
        );
}
