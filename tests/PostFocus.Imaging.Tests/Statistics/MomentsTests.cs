using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Tests.Statistics;

public class MomentsTests
{
    [Fact]
    public void AStandardDeviationIsByNOrByNLessOne()
    {
        double[] values = [2, 4, 4, 4, 5, 5, 7, 9];
        Assert.Equal(5, Moments.Mean<double>(values));
        Assert.Equal(2, Moments.Deviation<double>(values));
        Assert.Equal(Math.Sqrt(32 / 7.0), Moments.SampleDeviation<double>(values), 1e-12);
    }

    [Fact]
    public void OneValueHasNoSpreadOfASample() => Assert.Equal(double.NaN, Moments.SampleDeviation<double>([3]));
}
