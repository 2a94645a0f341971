using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Tests.Statistics;

public class QuantileTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3, 3)]
    [InlineData(new[] { 4.0, 1 }, 4, 2.5)]
    [InlineData(new[] { 9.0, 1, 2 }, 2, 2)]
    [InlineData(new[] { 4.0, 1, 3, 2 }, 3, 2.5)]
    public void TheUpperMedianIsOneOfTheValuesTheOtherMayLieBetweenTwo(double[] values, double upper, double median)
    {
        Assert.Equal(upper, Medians.Upper(values));
        Assert.Equal(median, Medians.Of(values));
    }

    [Fact]
    public void AQuantileIsTheNearestBelowOrBetweenTwo()
    {
        double[] sorted = [10, 20, 40];
        Assert.Equal([10, 10, 20, 20, 40], new[] { 0, 0.49, 0.5, 0.75, 1 }.Select(share => Quantiles.Nearest<double>(sorted, share)));
        Assert.Equal([10, 15, 20, 30, 40], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(share => Quantiles.Interpolated<double>(sorted, share)));
    }

    [Fact]
    public void TheDeviationIsThePopulations()
    {
        float[] values = [1, 3, 3, 5];
        Assert.Equal(3, Moments.Mean<float>(values));
        Assert.Equal(Math.Sqrt(2), Moments.Deviation<float>(values));
    }
}
