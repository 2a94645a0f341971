using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tests.Cells;

public class CellRegionTests
{
    private static Frame Ellipse(double length, double width, double angle)
    {
        const int side = 81;
        var counts = new float[side * side];
        var (sin, cos) = Math.SinCos(angle);
        for (var i = 0; i < counts.Length; i++)
        {
            double x = i % side - 42,
                y = i / side - 37;
            var (along, across) = ((cos * x + sin * y) / length, (cos * y - sin * x) / width);
            counts[i] = along * along + across * across <= 1 ? 5 : 0;
        }
        return new(side, side, counts, PixelType.UInt16);
    }

    [Theory]
    [InlineData(20, 20, 0)]
    [InlineData(30, 10, 0)]
    [InlineData(30, 10, 0.7)]
    [InlineData(24, 16, 2.1)]
    public void AnEllipseHasItsAreaPlaceAndElongationAtAnyAngle(double length, double width, double angle)
    {
        var cell = Assert.Single(CellRegion.Of(Ellipse(length, width, angle)));
        Assert.Equal(5, cell.Label);
        Assert.Equal(1, cell.Area / (Math.PI * length * width), 0.01);
        Assert.Equal((42, 37), (cell.X, cell.Y), new Near(0.05));
        Assert.Equal(length / width, cell.Elongation, 0.05);
    }

    [Fact]
    public void ASinglePixelIsAsLongAsWide()
    {
        var cell = Assert.Single(CellRegion.Of(new Frame(1, 3, [0, 0, 2], PixelType.UInt8)));
        Assert.Equal(new CellRegion(2, 1, 2, 0, 1), cell);
    }

    [Fact]
    public void CellsComeByTheirNumbers()
    {
        var cells = CellRegion.Of(new Frame(1, 6, [9, 0, 3, 3, 0, 9], PixelType.UInt16));
        Assert.Equal([(3, 2), (9, 2)], cells.Select(c => (c.Label, c.Area)));
    }

    private sealed class Near(double tolerance) : IEqualityComparer<(double X, double Y)>
    {
        public bool Equals((double X, double Y) a, (double X, double Y) b) =>
            Math.Abs(a.X - b.X) < tolerance && Math.Abs(a.Y - b.Y) < tolerance;

        public int GetHashCode((double X, double Y) place) => 0;
    }
}
