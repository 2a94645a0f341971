using PostFocus.Imaging;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Tests.Assay;

public sealed class CameraTests
{
    // 4095 / 8190: half a count for each electron.
    private static readonly CameraOptions s_options = new()
    {
        Bits = 12,
        FullScaleElectrons = 8190,
        BlankLevel = 0.5,
        OffsetLevel = 0.1,
        ReadNoiseElectrons = 4,
    };

    [Fact]
    public void WithoutNoiseCountsAreRoundedToTheNearestAndCutAtFullScale()
    {
        float[] intensity = [0, 0.1f, 0.5f, 0.77f, 1, 1.5f, 1.79f, 2];
        double[] signal = [.. intensity.Select(i => 409.5 + 2047.5 * i)];
        Assert.Contains(signal, s => s % 1 > 0.5);
        Assert.Equal(
            signal.Select(s => (float)Math.Min(4095, Math.Round(s))),
            Camera().ExposeWithoutNoise([.. intensity, 0], 3).Counts[..8]
        );
    }

    [Fact]
    public void NoiseIsThatOfElectronsAndOfReading()
    {
        const int side = 200;
        var intensity = new float[side * side];
        Array.Fill(intensity, 0.6f);
        var electrons = 0.6 * 0.5 * 8190;
        var frame = Camera().Expose(intensity, side, new SimulationRandom(2, 0, 0));
        double mean = frame.Counts.Average(c => (double)c),
            variance = frame.Counts.Average(c => (c - mean) * (c - mean));
        // Half a count for each electron; whole counts add 1 / 12. Deviations of the estimates: 0.13 counts, 0.7 %.
        Assert.Equal(409.5 + electrons / 2, mean, 0.5);
        Assert.Equal(1, variance / ((electrons + 16) / 4 + 1 / 12.0), 0.035);
    }

    [Theory]
    [InlineData(8, PixelType.UInt8, 255)]
    [InlineData(10, PixelType.UInt16, 1023)]
    [InlineData(16, PixelType.UInt16, 65_535)]
    public void TheBitsSetTheFullScaleAndThePixelType(int bits, PixelType type, float most)
    {
        var frame = new Camera(s_options with { Bits = bits }, new SimulationRandom(1, 0, 0), 0).ExposeWithoutNoise([100], 1);
        Assert.Equal((type, most), (frame.PixelType, frame.Counts[0]));
    }

    private static Camera Camera() => new(s_options, new SimulationRandom(1, 0, 0), variation: 0);
}
