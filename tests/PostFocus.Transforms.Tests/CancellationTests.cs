using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Tests.Classification;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests;

/// <summary>A context whose work is ended by a token, and what it says of work that takes long.</summary>
public sealed class CancellationTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _cancellation = new();

    public void Dispose()
    {
        _cancellation.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ANetworkStopsBetweenTwoTiles()
    {
        _context.CancelWith(_cancellation.Token);
        var onnx = Model([Node("Neg", ["frame"], "negated")], [Value("frame", 4, 4)], Value("negated", 4, 4));
        var contract = new OnnxContract("test", [new("frame", 1, 4, 4)], [new("negated", 1, 4, 4)]);
        using var network = new OnnxNetwork(
            new OnnxSession(new InferenceSession(onnx), contract, 1),
            contract,
            ((IHostEnvironment)_context).Register("test")
        );
        var done = 0;
        Assert.Throws<OperationCanceledException>(() =>
            network.Evaluate(
                10_000,
                _ => [new("frame", new float[16], 1, 4, 4)],
                (_, _) =>
                {
                    if (Interlocked.Increment(ref done) == 3)
                        _cancellation.Cancel();
                },
                _ => "tile"
            )
        );
        Assert.InRange(done, 3, 3 + Environment.ProcessorCount);
    }

    [Theory]
    [InlineData("Intensity")]
    [InlineData("Frame")]
    [InlineData("Probability")]
    public async Task FramesAreReadNoFurther(string column)
    {
        for (var i = 0; i < 3; i++)
            FrameFile.WriteTiff(
                _folder[$"t{i}.tif"],
                [new Frame(16, 16, [.. Enumerable.Range(i, 256).Select(c => (float)c)], PixelType.UInt16)]
            );
        var frames = _context.Data.LoadFrames(_folder[""]);
        var scored = _context.Transforms.ScoreFocus(MeanNetwork.Model()).Fit(frames).Transform(frames);
        _context.CancelWith(_cancellation.Token);
        await _cancellation.CancelAsync();
        Assert.Throws<OperationCanceledException>(() =>
            column == "Probability" ? scored.GetColumn<float>(column).Count() : scored.GetColumn<float[]>(column).Count()
        );
    }

    [Fact]
    public void ALineEveryTenSecondsSaysHowFarANetworkIs()
    {
        var lines = new List<string>();
        _context.Log += (_, e) => lines.Add(e.RawMessage);
        var clock = new Clock();
        var progress = new TileProgress(((IHostEnvironment)_context).Register("test"), 100, clock);
        foreach ((var items, var seconds) in new[] { (10, 9), (10, 1), (10, 5), (10, 35), (60, 30) })
        {
            clock.Seconds += seconds;
            progress.Add(items);
        }
        Assert.Equal(["20 of 100 tiles", "40 of 100 tiles"], lines.Where(line => line.EndsWith("tiles", StringComparison.Ordinal)));
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
