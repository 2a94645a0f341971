using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.DataConsistency;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Restoration;

/// <summary>A network that changes nothing, and one that takes all away, on frames of little noise.</summary>
public sealed class DitherTests
{
    private const int Side = 64,
        Tile = 32;

    private static readonly Dither s_dither = new(Below: 0.01, Noise: 0.05);

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void FramesOfMoreNoiseAreNothingAsTheyAre()
    {
        var noisy = Restored(s_nothing, new(0.01, 0.02), s_smooth);
        Assert.Equal(noisy, Restored(s_nothing, s_dither, noisy));
    }

    [Fact]
    public void ANetworkSeesTheNoiseThatIsMissingEachSampleItsOwn()
    {
        // What changes nothing restores what it saw: the frame and its noise.
        var one = Deviation(Restored(s_nothing, s_dither, s_smooth));
        var four = Deviation(Restored(s_nothing, s_dither, s_smooth, samples: 4));
        Assert.Equal(2 * s_dither.Noise, one, 0.01);
        Assert.Equal(one / 2, four, 0.01);

        static double Deviation(float[] restored) =>
            NoiseLevel.Estimate([.. restored.Zip(s_smooth, (after, before) => after - before)], Side, Side);
    }

    [Fact]
    public void ResidualsCountFromWhatTheNetworkSaw() =>
        Assert.All(Restored(s_taken, s_dither, s_smooth), value => Assert.Equal(0, value, 1e-5));

    [Fact]
    public void TheNoiseDependsOnFrameAndSeedAlone()
    {
        Assert.Equal(Restored(s_nothing, s_dither, s_smooth), Restored(s_nothing, s_dither, s_smooth));
        Assert.NotEqual(Restored(s_nothing, s_dither, s_smooth), Restored(s_nothing, s_dither, s_smooth, seed: 2));
    }

    [Fact]
    public void AZipKeepsIt()
    {
        using var restorer = Fitted(s_nothing, s_dither, s_smooth, out var rows);
        using var stream = new MemoryStream();
        _context.Model.Save(restorer, rows.Schema, stream);
        stream.Position = 0;
        var loaded = (ConditionalRestoreTransformer)_context.Model.Load(stream, out _);
        Assert.Equal(s_dither, loaded.Model.Dither);
        Assert.Equal(
            restorer.Transform(rows).Scalars<float[]>("Restored").Single(),
            loaded.Transform(rows).Scalars<float[]>("Restored").Single()
        );
    }

    [Theory]
    [InlineData(-0.01, 0.05)]
    [InlineData(0.05, 0.04)]
    [InlineData(0.01, 0.21)]
    [InlineData(double.NaN, 0.1)]
    public void OtherSharesAreRefused(double below, double noise) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dither(below, noise));

    [Fact]
    public void NetworksWithAndWithoutItAreTold()
    {
        string Of(Dither? dither) => new PretrainedModels(null, Model(s_nothing).WithDither(dither)).Fingerprint;
        Assert.Equal(Of(s_dither), Of(s_dither));
        Assert.Equal(3, new[] { Of(null), Of(s_dither), Of(new(0.01, 0.04)) }.Distinct().Count());
    }

    private static readonly float[] s_smooth =
    [
        .. Enumerable.Range(0, Side * Side).Select(i => 0.5f * MathF.Sin(2 * MathF.PI * (i % Side + 0.3f * (i / Side)) / 40)),
    ];

    /// <summary>A residual of nought, and minus the frame as seen.</summary>
    private static readonly byte[] s_nothing = OfNode(Node("Sub", ["frame", "frame"], "residual")),
        s_taken = OfNode(Node("Neg", ["frame"], "residual"));

    private static byte[] OfNode(byte[] node) => TinyOnnx.Model([node], [Value("frame", Tile, Tile)], Value("residual", Tile, Tile));

    private static RestorationModel Model(byte[] onnx) => new(onnx, Tile, residualScale: 1, Prediction.Regression);

    private float[] Restored(byte[] network, Dither dither, float[] frame, int samples = 1, ulong seed = 1)
    {
        using var restorer = Fitted(network, dither, frame, out var rows, samples, seed);
        return restorer.Transform(rows).Scalars<float[]>("Restored").Single();
    }

    private ConditionalRestoreTransformer Fitted(
        byte[] network,
        Dither dither,
        float[] frame,
        out IDataView rows,
        int samples = 1,
        ulong seed = 1
    )
    {
        rows = _context.Data.LoadFromEnumerable([new Row { Frame = frame }]);
        return _context
            .Transforms.ConditionalRestore(Model(network).WithDither(dither), new() { Samples = samples, Seed = seed })
            .Fit(rows);
    }

    private sealed class Row
    {
        [VectorType(Side, Side)]
        public float[] Frame { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [-1, 1];

        public bool PredictedLabel { get; set; } = true;
    }
}
