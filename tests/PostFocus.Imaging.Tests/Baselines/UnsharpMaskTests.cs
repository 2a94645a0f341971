using PostFocus.Imaging.Baselines;
using static PostFocus.Imaging.Tests.Helpers.GoldenPair;

namespace PostFocus.Imaging.Tests.Baselines;

public class UnsharpMaskTests
{
    [Fact]
    public void TheMaskIsScikitImages()
    {
        // filters.unsharp_mask(t, radius=1, amount=1, preserve_range=True)[[0, 14, 35], [0, 16, 55]]
        var sharp = UnsharpMask.Sharpen(Truth(), Height, Width);
        Assert.Equal(98.93741401, sharp[0], 1e-5);
        Assert.Equal(163.44581022, sharp[14 * Width + 16], 1e-5);
        Assert.Equal(96.94733219, sharp[35 * Width + 55], 1e-5);
    }

    [Fact]
    public void WithoutAmountOrRadiusNothingChanges()
    {
        Assert.Equal(Truth(), UnsharpMask.Sharpen(Truth(), Height, Width, amount: 0));
        Assert.Equal(Truth(), UnsharpMask.Sharpen(Truth(), Height, Width, radius: 0));
    }
}
