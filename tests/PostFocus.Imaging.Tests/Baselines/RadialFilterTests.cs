using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Imaging.Tests.Baselines;

public class RadialFilterTests
{
    private const int Height = 64,
        Width = 96;

    [Fact]
    public void EqualFramesAreLeftAsTheyAre()
    {
        var filter = Fitted(v => v);
        Assert.All(filter.Gains, gain => Assert.Equal(1, gain, 1e-9));
        var image = Noise(9);
        var same = filter.Apply(image, Height, Width);
        for (var i = 0; i < image.Length; i++)
            Assert.Equal(image[i], same[i], 1e-4);
    }

    [Fact]
    public void ContrastThatHasTurnedRoundIsTurnedBackAndTheMeanStays()
    {
        var filter = Fitted(v => 3 - v / 2);
        var image = Noise(9);
        var restored = filter.Apply([.. image.Select(v => 7 - v)], Height, Width);
        Assert.Equal(1, ImageMetrics.Pcc(image, restored), 1e-6);
        Assert.Equal(7 - image.Average(), restored.Average(), 1e-3);
    }

    [Fact]
    public void AGaussiansTransferIsFoundRingByRing()
    {
        const double sigma = 1.5;
        var filter = new RadialFilter();
        for (var seed = 0; seed < 4; seed++)
            filter.Add(Noise(seed), Blurred(Noise(seed), sigma), Height, Width);
        for (var ring = 1; ring < RadialFilter.Rings; ring++)
        {
            var frequency = (ring + 0.5) / RadialFilter.Rings / 2;
            Assert.Equal(Math.Exp(-2 * Math.Pow(Math.PI * sigma * frequency, 2)), filter.Gains[ring], 0.05);
        }
    }

    [Fact]
    public void WhatNoiseHidesIsNotBroughtBack()
    {
        var filter = new RadialFilter();
        filter.Add(Noise(1), Noise(2), Height, Width);
        Assert.InRange(filter.Gains.Skip(4).Average(Math.Abs), 0, 0.1);
    }

    [Fact]
    public void ImagesOfAnotherSizeAreRefused()
    {
        var filter = new RadialFilter();
        Assert.Throws<ArgumentException>(() => filter.Add(Noise(1), new float[256], Height, Width));
        Assert.Throws<ArgumentException>(() => filter.Apply(new float[256], Height, Width));
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Apply(new float[8], 2, 4));
    }

    private static RadialFilter Fitted(Func<float, float> recorded)
    {
        var filter = new RadialFilter();
        filter.Add([.. Noise(1).Select(recorded)], Noise(1), Height, Width);
        return filter;
    }

    private static float[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Height * Width).Select(_ => random.NextSingle())];
    }

    private static float[] Blurred(float[] image, double sigma) =>
        [.. GaussianBlur.Apply([.. image.Select(v => (double)v)], Height, Width, sigma, 6, Border.Mirrored).Select(v => (float)v)];
}
