using PostFocus.Transforms.Segmentation;

namespace PostFocus.Transforms.Tests.Segmentation;

public class PolygonMapTests
{
    private const int Rays = 8;

    private static PolygonMap Map(int columns, int grid, params float[] logits) =>
        new(
            [logits, .. Enumerable.Range(1, Rays).Select(ray => logits.Select((_, at) => (float)(10 * at - 5 + ray)).ToArray())],
            logits.Length / columns,
            columns,
            grid
        );

    [Fact]
    public void OfNeighboursTheGreatestAndOfEqualOnesTheFirstIsACandidate()
    {
        var map = Map(4, 1, 2, 2, 0, 1, 1, 2, 0, 0, -3, 0, 0, 3);
        Assert.Equal([(0.0, 0.0), (3.0, 0.0), (3.0, 2.0)], map.Candidates(0.5).Select(c => (c.X, c.Y)));
        Assert.Equal([(0.0, 0.0), (3.0, 2.0)], map.Candidates(0.8).Select(c => (c.X, c.Y)));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2.5, 0.5)]
    [InlineData(3, 4, 1)]
    public void ACentreIsTheMiddleOfItsSquare(int grid, double x, double y)
    {
        var cell = Assert.Single(Map(3, grid, -9, 4, -9).Candidates(0.5));
        Assert.Equal((x, y), (cell.X, cell.Y));
        Assert.Equal(1 / (1 + Math.Exp(-4)), cell.Score, 1e-6);
        Assert.Equal(Enumerable.Range(1, Rays).Select(ray => (float)(5 + ray)), cell.Distances);
    }

    [Fact]
    public void DistancesBelowZeroAreZero() =>
        Assert.Equal([0f, 0, 0, 0, 0, 1, 2, 3], Assert.Single(Map(1, 1, 4).Candidates(0.5)).Distances);
}
