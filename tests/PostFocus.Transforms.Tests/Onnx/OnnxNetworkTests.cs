using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.Onnx;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Onnx;

/// <summary>In an arena of ONNX Runtime that may not grow beyond 3 MB, which is registered for the whole process.</summary>
[Collection(nameof(OnnxNetworkTests))]
public sealed class OnnxNetworkTests
{
    [CollectionDefinition(nameof(OnnxNetworkTests), DisableParallelization = true)]
    public sealed class Alone;

    private const int Items = 21,
        Batch = 16,
        Megabyte = 1 << 20;

    private readonly MLContext _context = new(seed: 1);
    private readonly List<string> _log = [];

    public OnnxNetworkTests() =>
        _context.Log += (_, e) =>
        {
            if (e.Message.Contains("exhausted", StringComparison.Ordinal))
                _log.Add(e.Message);
        };

    [Fact]
    public void WhereMemoryIsExhaustedBatchesAreHalvedAndTheItemsAreTheSame()
    {
        const int side = 256; // a quarter of a megabyte an item
        Assert.Equal(Enumerable.Range(0, Items).Select(i => (float)-i), Evaluate(side));
        Assert.InRange(_log.Count, 1, 4);
        Assert.Contains("8 items a run", _log[0], StringComparison.Ordinal);
    }

    [Fact]
    public void WhatFitsIsNotHalved()
    {
        Assert.Equal(Enumerable.Range(0, Items).Select(i => (float)-i), Evaluate(side: 16));
        Assert.Empty(_log);
    }

    [Fact]
    public void WhereASingleItemIsTooLargeTheErrorSaysSo()
    {
        var exception = Assert.Throws<PostFocusException>(() => Evaluate(side: 1024));
        Assert.Contains("not enough memory", exception.Message, StringComparison.Ordinal);
        Assert.IsType<OnnxRuntimeException>(exception.InnerException);
    }

    [Theory]
    [InlineData("Failed to allocate memory for requested buffer of size 4096", true)]
    [InlineData("CUDA failure 2: Out of memory", true)]
    [InlineData("CUDNN_STATUS_ALLOC_FAILED", true)]
    [InlineData("std::bad_alloc", true)]
    [InlineData("no such operator", false)]
    public void ExhaustionIsToldByTheMessageInWhateverCase(string message, bool exhausted)
    {
        // The runtime's messages cannot be chosen, but name a file that is not there.
        var thrown = Assert.ThrowsAny<OnnxRuntimeException>(() => new InferenceSession($"{message}.onnx"));
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(exhausted, OnnxSession.IsExhaustion(thrown));
    }

    /// <summary>The last pixel of images that are 0, 1, … everywhere, negated.</summary>
    private float[] Evaluate(int side)
    {
        var onnx = Model(
            [Node("AveragePool", ["frame"], "pooled", Integers("kernel_shape", 1, 1)), Node("Neg", ["pooled"], "negated")],
            [Value("frame", side, side)],
            Value("negated", side, side)
        );
        using OrtMemoryInfo memory = new("Cpu", OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var small = new OrtArenaCfg(
            maxMemory: 3 * Megabyte,
            arenaExtendStrategy: 1,
            initialChunkSizeBytes: -1,
            maxDeadBytesPerChunk: -1
        );
        OrtEnv.Instance().CreateAndRegisterAllocator(memory, small);
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        options.AddSessionConfigEntry("session.use_env_allocators", "1");
        options.EnableMemoryPattern = false;
        var contract = new OnnxContract("test", [new("frame", 1, side, side)], [new("negated", 1, side, side)]);
        using var network = new OnnxNetwork(
            new OnnxSession(new InferenceSession(onnx, options), contract, Batch),
            contract,
            ((IHostEnvironment)_context).Register("test")
        );
        var last = new float[Items];
        network.Evaluate(
            Items,
            i => [new("frame", Enumerable.Repeat((float)i, side * side).ToArray(), 1, side, side)],
            (i, output) => last[i] = output[^1],
            i => $"item {i}",
            TestContext.Current.CancellationToken
        );
        return last;
    }
}
