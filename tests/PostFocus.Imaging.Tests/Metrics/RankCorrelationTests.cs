using PostFocus.Imaging.Metrics;

namespace PostFocus.Imaging.Tests.Metrics;

public class RankCorrelationTests
{
    [Fact]
    public void CorrelationWithTiesIsSciPys() =>
        // stats.spearmanr([3,1,4,1,5,9,2,6,5,3], [2,7,1,8,2,8,1,8,2,8])
        Assert.Equal(0.13471506281091267, RankCorrelation.Spearman([3, 1, 4, 1, 5, 9, 2, 6, 5, 3], [2, 7, 1, 8, 2, 8, 1, 8, 2, 8]), 1e-12);

    [Fact]
    public void OnlyTheOrderCounts() => Assert.Equal(1, RankCorrelation.Spearman([1, 2, 3, 4], [-5, 0, 0.1, 1e9]), 1e-12);

    [Fact]
    public void NoCorrelationIsDefinedWithAConstant() => Assert.True(double.IsNaN(RankCorrelation.Spearman([1, 2], [3, 3])));
}
