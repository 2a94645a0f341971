using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Tests.Restoration.Diffusion;

public class KeyedNoiseTests
{
    [Fact]
    public void NoiseIsStandardNormal()
    {
        var noise = KeyedNoise.Gaussian(1_000_000, seed: 1, frameKey: 2, sample: 3);
        double mean = noise.Average();
        var variance = noise.Average(v => (v - mean) * (v - mean));
        var kurtosis = noise.Average(v => Math.Pow(v - mean, 4)) / (variance * variance);
        // Four standard errors each.
        Assert.InRange(mean, -0.004, 0.004);
        Assert.InRange(variance, 1 - 0.006, 1 + 0.006);
        Assert.InRange(kurtosis, 3 - 0.02, 3 + 0.02);
    }

    [Fact]
    public void NeighbouringValuesAreNotCorrelated()
    {
        var noise = KeyedNoise.Gaussian(1_000_000, 1, 2, 3);
        for (var lag = 1; lag <= 4; lag++)
            Assert.InRange(noise.Skip(lag).Zip(noise, (a, b) => (double)a * b).Average(), -0.004, 0.004);
    }

    [Theory]
    [InlineData(2, 2, 3, 0)]
    [InlineData(1, 3, 3, 0)]
    [InlineData(1, 2, 4, 0)]
    [InlineData(1, 2, 3, 1)]
    public void SeedFrameSampleAndDrawEachChangeAllOfTheNoise(int seed, int frameKey, int sample, int draw)
    {
        var one = KeyedNoise.Gaussian(10_000, 1, 2, 3);
        var other = KeyedNoise.Gaussian(10_000, (ulong)seed, (ulong)frameKey, sample, draw);
        Assert.InRange(one.Zip(other, (a, b) => (double)a * b).Average(), -0.05, 0.05);
    }

    [Fact]
    public void TheSameKeyGivesTheSameBits() => Assert.Equal(KeyedNoise.Gaussian(999, 5, 6, 7), KeyedNoise.Gaussian(999, 5, 6, 7));

    [Fact]
    public void OneChangedPixelChangesTheFrameKey()
    {
        var counts = new float[64];
        var before = KeyedNoise.FrameKey(counts);
        counts[63] = 1;
        Assert.NotEqual(before, KeyedNoise.FrameKey(counts));
    }
}
