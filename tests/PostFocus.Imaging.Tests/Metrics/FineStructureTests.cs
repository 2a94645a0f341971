using PostFocus.Imaging.Metrics;
using static PostFocus.Imaging.Tests.Helpers.GoldenPair;

namespace PostFocus.Imaging.Tests.Metrics;

public class FineStructureTests
{
    [Fact]
    public void CorrelationOfFineStructureIsSciPys()
    {
        // f = lambda a: a - ndimage.gaussian_filter(a, 2, mode="reflect"); stats.pearsonr(f(t).ravel(), f(i).ravel())
        Assert.Equal(0.3043627108253873, FineStructure.Pcc(Truth(), Image(), Height, Width), 1e-5);
    }

    [Fact]
    public void WhatIsSmoothDoesNotCount()
    {
        float[] lit = [.. Image().Select((v, i) => v + 3f * (i / Width) / Height)];
        Assert.Equal(FineStructure.Pcc(Truth(), Image(), Height, Width), FineStructure.Pcc(Truth(), lit, Height, Width), 0.02);
    }

    [Fact]
    public void AnEvenImageHasNone() => Assert.True(double.IsNaN(FineStructure.Pcc(Truth(), new float[Height * Width], Height, Width)));
}
