using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Restoration;

/// <summary>A network that takes everything away: what it sees becomes 0.</summary>
public sealed class PixelSizeTests
{
    private const int Side = 64,
        Tile = 32;
    private const double Known = 0.65;

    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(3e38f)]
    public void AModelOfAnImpossibleScaleIsRefused(float scale) =>
        Assert.Equal(
            "residualScale",
            Assert.Throws<ArgumentOutOfRangeException>(() => new RestorationModel(SmallFrame.Restorer.Onnx.ToArray(), 8, scale)).ParamName
        );

    [Fact]
    public void AtTheNetworksPixelsEverythingItSeesIsChanged() =>
        Assert.All(Restored((float)Known, Pattern), value => Assert.Equal(0, value, 1e-6));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(0)]
    public void WhereThePixelSizeIsNotKnownFramesAreTakenAsTheyAre(float pixelMicrons) =>
        Assert.Equal(Restored((float)Known, Pattern), Restored(pixelMicrons, Pattern));

    [Fact]
    public void DetailFinerThanTheNetworksPixelsStaysAsItWasRecorded()
    {
        var restored = Restored((float)(Known / 2), Pattern);
        for (var i = 0; i < restored.Length; i++)
            Assert.Equal(Fine(i), restored[i], 1e-5);
    }

    [Fact]
    public void FramesOfCoarserPixelsAreRestoredToo()
    {
        // Enlarged, taken away, and brought back by the mean over areas: what a cubic keeps of a smooth image.
        var restored = Restored((float)(2 * Known), i => 0.3f * MathF.Cos(2 * MathF.PI * (i % Side + 0.1f * (i / Side)) / 32));
        Assert.All(restored, value => Assert.Equal(0, value, 0.01));
    }

    [Fact]
    public void TheSpreadHasTheFramesSizeAndIsNotNegative()
    {
        using var restorer = Fitted((float)(Known / 2), Pattern, out var rows, samples: 8);
        var spread = restorer.Transform(rows).Scalars<float[]>("Spread").Single();
        Assert.Equal(Side * Side, spread.Length);
        Assert.All(spread, s => Assert.True(s >= 0));
    }

    [Fact]
    public void AZipKeepsThePixelSizeAndItsColumn()
    {
        using var restorer = Fitted((float)(Known / 2), Pattern, out var rows);
        using var stream = new MemoryStream();
        _context.Model.Save(restorer, rows.Schema, stream);
        stream.Position = 0;
        var loaded = (ConditionalRestoreTransformer)_context.Model.Load(stream, out _);
        Assert.Equal((Known, "Pixel"), (loaded.Model.PixelMicrons, loaded.Options.PixelMicronsColumnName));
        Assert.Equal(
            restorer.Transform(rows).Scalars<float[]>("Restored").Single(),
            loaded.Transform(rows).Scalars<float[]>("Restored").Single()
        );
    }

    [Fact]
    public void APixelSizeThatIsAnErrorIsTold()
    {
        var error = Assert.Throws<FrameFormatException>(() => Restored(72, Pattern));
        Assert.Contains("pixel", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A grey, and on it a chequerboard, which is nothing in the mean over 2 × 2 pixels.</summary>
    private static float Pattern(int i) => 0.25f + Fine(i);

    private static float Fine(int i) => (i % Side + i / Side) % 2 == 0 ? 0.125f : -0.125f;

    private float[] Restored(float pixelMicrons, Func<int, float> frame)
    {
        using var restorer = Fitted(pixelMicrons, frame, out var rows);
        return restorer.Transform(rows).Scalars<float[]>("Restored").Single();
    }

    private ConditionalRestoreTransformer Fitted(float pixelMicrons, Func<int, float> frame, out IDataView rows, int samples = 1)
    {
        var onnx = TinyOnnx.Model([Node("Neg", ["frame"], "residual")], [Value("frame", Tile, Tile)], Value("residual", Tile, Tile));
        var model = new RestorationModel(onnx, Tile, residualScale: 1, Prediction.Regression) { PixelMicrons = Known };
        rows = _context.Data.LoadFromEnumerable([
            new Row { Frame = [.. Enumerable.Range(0, Side * Side).Select(frame)], Pixel = pixelMicrons },
        ]);
        return _context.Transforms.ConditionalRestore(model, new() { Samples = samples, PixelMicronsColumnName = "Pixel" }).Fit(rows);
    }

    private sealed class Row
    {
        [VectorType(Side, Side)]
        public float[] Frame { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [-1, 1];

        public float Pixel { get; set; }

        public bool PredictedLabel { get; set; } = true;
    }
}
