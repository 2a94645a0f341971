using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tests.Cells;

public class StarPolygonTests
{
    private static StarPolygon Circle(double x, double y, float radius, int rays = 32, double score = 1) =>
        new(x, y, [.. Enumerable.Repeat(radius, rays)], score);

    [Fact]
    public void FourFarRaysOfEightMakeASquare()
    {
        // Corners at right angles, and between them the middles of the sides.
        var side = MathF.Sqrt(2) * 5;
        var square = new StarPolygon(10, 20, [10, side, 10, side, 10, side, 10, side]);
        Assert.Equal(200, square.Area, 1e-4);
        Assert.Equal(
            [(20, 20), (15, 25), (10, 30), (5, 25), (0, 20), (5, 15), (10, 10), (15, 15)],
            square.Corners.Select(c => ((int)Math.Round(c.X), (int)Math.Round(c.Y)))
        );
        Assert.Equal(0.5, square.Depth(15, 20), 1e-6);
        Assert.Equal(1, square.Depth(12, 28), 1e-6);
        Assert.Equal(0.5, square.Depth(8, 17), 1e-6);
    }

    [Fact]
    public void DepthGrowsFromTheCentreOutwards()
    {
        var polygon = Circle(3.5, -2, 8);
        Assert.Equal(0, polygon.Depth(3.5, -2));
        Assert.Equal(0.25, polygon.Depth(5.5, -2), 1e-9);
        Assert.Equal(2, polygon.Depth(3.5, 14), 1e-9);
    }

    [Fact]
    public void APolygonOfNoExtentHasNoInside()
    {
        var nothing = Circle(2, 2, 0);
        Assert.Equal(0, nothing.Area);
        Assert.True(double.IsPositiveInfinity(nothing.Depth(2, 3)));
    }

    [Fact]
    public void ScaledOutlinesCoverTheSamePlaces()
    {
        // A frame of 10 pixels becomes one of 20: the corner between the first four pixels lies at 0.5, then at 1.5.
        var polygon = Circle(0.5, 0.5, 3, score: 0.7).Scaled(2);
        Assert.Equal((1.5, 1.5, 6f, 0.7), (polygon.X, polygon.Y, polygon.Distances[9], polygon.Score));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(129)]
    public void TooFewOrTooManyRaysAreRefused(int rays) => Assert.Throws<ArgumentOutOfRangeException>(() => Circle(0, 0, 1, rays));

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    public void DistancesAreNotNegative(float distance) => Assert.Throws<ArgumentOutOfRangeException>(() => Circle(0, 0, distance));

    [Fact]
    public void OfPolygonsThatOverlapTheGreatestScoreIsKept()
    {
        StarPolygon worse = Circle(20, 20, 8, score: 0.6),
            better = Circle(22, 20, 8, score: 0.9),
            apart = Circle(45, 20, 8, score: 0.5);
        Assert.Equal([better, apart], StarPolygons.Suppress([worse, better, apart], 40, 60, mostOverlap: 0.4));
        Assert.Equal([better, worse, apart], StarPolygons.Suppress([worse, better, apart], 40, 60, mostOverlap: 0.95));
    }

    [Fact]
    public void APieceInsideOfALargerCellIsDroppedHoweverSmall()
    {
        StarPolygon cell = Circle(30, 30, 20, score: 0.9),
            piece = Circle(38, 30, 4, score: 0.8);
        Assert.Equal([cell], StarPolygons.Suppress([cell, piece], 60, 60, mostOverlap: 0.4));
    }

    [Fact]
    public void OverlapsCountedInPixelsAreNearlyThoseOfTheOutlines()
    {
        // Cells as small as lymphocytes are, at eight times the pixels a side as good as exact.
        const double fine = 8;
        var random = new Random(1);
        var errors = Enumerable
            .Range(0, 200)
            .Select(_ =>
            {
                StarPolygon[] pair = [Random(), Random()];
                return Math.Abs(Overlap(pair, 40) - Overlap([.. pair.Select(p => p.Scaled(fine))], (int)(40 * fine)));
            })
            .ToArray();
        Assert.InRange(errors.Average(), 0, 0.015);
        Assert.InRange(errors.Max(), 0, 0.06);

        StarPolygon Random() =>
            new(
                17 + 8 * random.NextDouble(),
                17 + 8 * random.NextDouble(),
                [.. Enumerable.Range(0, 32).Select(_ => (float)(5 + random.NextDouble()))]
            );

        static double Overlap(StarPolygon[] pair, int side)
        {
            PolygonPixels a = new(pair[0], side, side),
                b = new(pair[1], side, side);
            return (double)a.Shared(b) / Math.Min(a.Count, b.Count);
        }
    }

    [Fact]
    public void APolygonOutsideOfTheFrameIsDropped() => Assert.Empty(StarPolygons.Suppress([Circle(-30, 5, 6)], 20, 20, 0.4));

    [Fact]
    public void APixelOfTwoOutlinesBelongsToTheOneInWhichItLiesLessFarOut()
    {
        var labels = StarPolygons.Draw([Circle(10, 10, 8), Circle(22, 10, 8)], 21, 33);
        Assert.Equal(PixelType.UInt16, labels.PixelType);
        Assert.Equal((1f, 2f), (labels.Counts[10 * 33 + 15], labels.Counts[10 * 33 + 17]));
        Assert.Equal(0, labels.Counts[0]);
        // 201 pixels lie within 8 of a pixel's middle, and these circles share some.
        Assert.Equal(labels.Counts.Count(c => c == 1), labels.Counts.Count(c => c == 2), 12d);
    }

    [Fact]
    public void DrawnPixelsAreAsManyAsTheAreaSays()
    {
        var polygon = new StarPolygon(40.3, 41.7, [.. Enumerable.Range(0, 32).Select(ray => 20 + 8 * MathF.Sin(ray))]);
        var drawn = StarPolygons.Draw([polygon], 80, 80).Counts.Sum();
        Assert.Equal(1, drawn / polygon.Area, 0.02);
    }
}
