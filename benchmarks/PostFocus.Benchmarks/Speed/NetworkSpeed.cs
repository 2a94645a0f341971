using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using PostFocus.Benchmarks.Statistics;

namespace PostFocus.Benchmarks.Speed;

/// <summary>A way to spread items over cores.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Lanes">Runs at a time.</param>
/// <param name="ThreadsPerRun">Intra-op threads of the session.</param>
/// <param name="Batch">Items of a run.</param>
internal sealed record NetworkVariant(string Name, int Lanes, int ThreadsPerRun, int Batch);

/// <summary>The median over runs.</summary>
internal sealed record NetworkTiming(NetworkVariant Variant, double ItemsPerSecond);

/// <summary>Times a network in ONNX Runtime, without pipeline and files: the library's way first.</summary>
internal static class NetworkSpeed
{
    /// <summary>A multiple of every batch size and of most core counts, so that no lane idles at the end.</summary>
    private const int Items = 160;

    public static IReadOnlyList<NetworkTiming> Measure(ReadOnlyMemory<byte> onnx, int repeats)
    {
        var cores = Environment.ProcessorCount;
        NetworkVariant[] variants =
        [
            new("one item per run, a run on every core (as in the library)", cores, 1, 1),
            new("one item per run, on one core", 1, 1, 1),
            .. new[] { 1, 5, 16 }.Select(batch => new NetworkVariant($"one run on all cores, batches of {batch}", 1, cores, batch)),
        ];
        LoadedNetwork[] networks = [.. variants.Select(v => new LoadedNetwork(onnx.ToArray(), v))];
        try
        {
            foreach (var network in networks)
                network.Evaluate(network.Variant.Batch * network.Variant.Lanes);
            // Turn by turn, so that a slow minute of the machine hits all variants.
            var speeds = networks.Select(_ => new double[repeats]).ToArray();
            for (var i = 0; i < repeats; i++)
            for (var v = 0; v < networks.Length; v++)
                speeds[v][i] = Items / networks[v].Evaluate(Items).TotalSeconds;
            return [.. variants.Zip(speeds, (variant, s) => new NetworkTiming(variant, s.Median()))];
        }
        finally
        {
            foreach (var network in networks)
                network.Dispose();
        }
    }

    private sealed class LoadedNetwork : IDisposable
    {
        private readonly InferenceSession _session;
        private readonly string[] _names;
        private readonly OrtValue[] _values;

        public LoadedNetwork(byte[] onnx, NetworkVariant variant)
        {
            Variant = variant;
            using var options = new SessionOptions
            {
                IntraOpNumThreads = variant.ThreadsPerRun,
                InterOpNumThreads = 1,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            _session = new(onnx, options);
            _names = [.. _session.InputMetadata.Keys];
            var random = new Random(1);
            // A network takes as long for noise as for frames.
            _values =
            [
                .. _session.InputMetadata.Values.Select(input =>
                {
                    long[] shape = [variant.Batch, .. input.Dimensions.Skip(1).Select(side => (long)side)];
                    float[] noise = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => random.NextSingle())];
                    return OrtValue.CreateTensorValueFromMemory(noise, shape);
                }),
            ];
        }

        public NetworkVariant Variant { get; }

        public TimeSpan Evaluate(int items)
        {
            var start = Stopwatch.GetTimestamp();
            Parallel.For(
                0,
                items / Variant.Batch,
                new() { MaxDegreeOfParallelism = Variant.Lanes },
                _ =>
                {
                    using var options = new RunOptions();
                    using var results = _session.Run(options, _names, _values, _session.OutputNames);
                }
            );
            return Stopwatch.GetElapsedTime(start);
        }

        public void Dispose()
        {
            foreach (var value in _values)
                value.Dispose();
            _session.Dispose();
        }
    }
}
