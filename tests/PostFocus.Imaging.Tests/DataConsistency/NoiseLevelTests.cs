using PostFocus.Imaging.DataConsistency;

namespace PostFocus.Imaging.Tests.DataConsistency;

public class NoiseLevelTests
{
    private const int Height = 80,
        Width = 100;

    [Theory]
    [InlineData(0.5)]
    [InlineData(20)]
    public void NoiseIsFoundOnASlopeWithAnEdge(double sigma)
    {
        var random = new Random(2);
        float[] image =
        [
            .. Enumerable
                .Range(0, Height * Width)
                .Select(i => (float)(3 * (i / Width) + 2 * (i % Width) + (i % Width > 60 ? 500 : 0) + sigma * random.Normal())),
        ];
        Assert.Equal(sigma, NoiseLevel.Estimate(image, Height, Width), 0.06 * sigma);
    }

    [Fact]
    public void WhatIsSmoothIsNoNoise()
    {
        float[] plane = [.. Enumerable.Range(0, Height * Width).Select(i => 3f * (i / Width) + 2 * (i % Width))];
        Assert.Equal(0, NoiseLevel.Estimate(plane, Height, Width));
    }

    [Fact]
    public void AnImageOfAnotherSizeIsRefused()
    {
        Assert.Throws<ArgumentException>(() => NoiseLevel.Estimate(new float[9], 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => NoiseLevel.Estimate(new float[6], 2, 3));
    }
}
