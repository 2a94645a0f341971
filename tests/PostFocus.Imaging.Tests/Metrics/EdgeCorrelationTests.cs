using PostFocus.Imaging.Metrics;
using static PostFocus.Imaging.Tests.Helpers.GoldenPair;

namespace PostFocus.Imaging.Tests.Metrics;

public class EdgeCorrelationTests
{
    [Fact]
    public void CorrelationAtEdgesIsScikitImagesAndSciPys()
    {
        // e = feature.canny(t, sigma=2, low_threshold=.8, high_threshold=.9, use_quantiles=True)
        // r = morphology.binary_dilation(e, morphology.disk(2)); r.sum(), stats.pearsonr(t[r], i[r])
        var region = EdgeCorrelation.Region(Truth(), Height, Width, radius: 2);
        Assert.Equal(277, region.Count(at => at));
        Assert.Equal(0.9776771360285536, EdgeCorrelation.Pcc(Truth(), Image(), Height, Width, radius: 2), 1e-10);
    }

    [Fact]
    public void WhatLiesAwayFromEdgesDoesNotCount()
    {
        var region = EdgeCorrelation.Region(Truth(), Height, Width);
        float[] changed = [.. Image().Zip(region, (value, at) => at ? value : -value)];
        Assert.Equal(EdgeCorrelation.Pcc(Truth(), Image(), region), EdgeCorrelation.Pcc(Truth(), changed, region));
    }

    [Fact]
    public void WithoutEdgesNoCorrelationIsDefined()
    {
        Assert.True(double.IsNaN(EdgeCorrelation.Pcc(new float[400], new float[400], 20, 20)));
        Assert.Throws<ArgumentException>(() => EdgeCorrelation.Pcc([1, 2], [1, 2], [true]));
    }
}
