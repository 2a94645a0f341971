using PostFocus.Trainers.Training.Segmenter;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Trainers.Tests.Training.Segmenter;

public class StarTargetsTests
{
    private const int Rays = 16;

    private static float[][] Targets(CellMask mask, int top, int left, int side, int grid)
    {
        var targets = new float[(1 + Rays) * (side / grid) * (side / grid)];
        new StarTargets(mask, grid, Rays).Write(top, left, side, targets);
        return targets.Chunk(side / grid * (side / grid)).ToArray();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FromTheMiddleOfADiskItsBorderIsARadiusAway(int grid)
    {
        var middle = 20 + (grid - 1) / 2.0;
        var targets = Targets(Disks.Mask(40, (middle, middle, 9.4)), 0, 0, 40, grid);
        var at = 20 / grid * (40 / grid) + 20 / grid;
        Assert.Equal(1, targets[0][at]);
        // The border is one of pixels: within half of one, and on average right.
        Assert.All(targets[1..], ray => Assert.Equal(9.4, ray[at], 0.75));
        Assert.Equal(9.4, targets[1..].Average(ray => ray[at]), 0.25);
    }

    [Fact]
    public void RaysPointRightThenDown()
    {
        // A cell of 5 × 3 pixels whose middle pixel is (row 11, column 12).
        var labels = new ushort[400];
        for (var y = 10; y <= 12; y++)
        for (var x = 11; x <= 15; x++)
            labels[y * 20 + x] = 7;
        var targets = Targets(new CellMask(labels, 20, 20), 0, 0, 20, 1);
        var at = 11 * 20 + 12;
        Assert.Equal(
            (3.5f, 1.5f, 1.5f, 1.5f),
            (targets[1][at], targets[1 + Rays / 4][at], targets[1 + Rays / 2][at], targets[1 + 3 * Rays / 4][at])
        );
        Assert.Equal(1.5 * Math.Sqrt(2), targets[1 + Rays / 8][at], 1e-5);
    }

    [Fact]
    public void DepthIsOfTheWholeCellHoweverTheWindowCutsIt()
    {
        var mask = Disks.Mask(60, (30, 30, 12));
        float[][] whole = Targets(mask, 0, 0, 60, 2),
            part = Targets(mask, 20, 34, 24, 2);
        for (var channel = 0; channel <= Rays; channel++)
        for (var y = 0; y < 12; y++)
        for (var x = 0; x < 12; x++)
            Assert.Equal(whole[channel][(10 + y) * 30 + 17 + x], part[channel][y * 12 + x]);
        Assert.InRange(part[0].Max(), 0.5, 0.75);
    }

    [Fact]
    public void OrientationsTurnTheRays()
    {
        var mask = Disks.Mask(32, (11, 14, 6), (20, 14, 5));
        var straight = Targets(mask, 0, 0, 32, 2);
        for (var k = 0; k < Orientation.Count; k++)
        {
            var orientation = new Orientation(k);
            var turned = Targets(mask.Turned(orientation), 0, 0, 32, 2);
            Assert.Equal(straight[0], orientation.Undo(turned[0], 16, 16), (a, b) => Math.Abs(a - b) < 1e-5);
            // A ray goes where its direction goes.
            for (var ray = 0; ray < Rays; ray++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * ray / Rays);
                var (x, y) = orientation.SwapsAxes ? (sin, cos) : (cos, sin);
                var source = Math.Atan2((k & 2) != 0 ? -y : y, (k & 1) != 0 ? -x : x);
                var straightRay = ((int)Math.Round(source / (2 * Math.PI) * Rays) + Rays) % Rays;
                Assert.Equal(straight[1 + straightRay], orientation.Undo(turned[1 + ray], 16, 16), (a, b) => Math.Abs(a - b) < 1e-4);
            }
        }
    }

    [Fact]
    public void CellsEndAtTheBorderOfTheFrameAndAtEachOther()
    {
        var labels = new ushort[64];
        for (var i = 0; i < 64; i++)
            labels[i] = (ushort)(i % 8 < 4 ? 1 : 2);
        var targets = Targets(new CellMask(labels, 8, 8), 0, 0, 8, 1);
        var at = 4 * 8 + 2; // in the left cell
        Assert.Equal((1.5f, 2.5f), (targets[1][at], targets[1 + Rays / 2][at]));
    }

    [Fact]
    public void ASquareOfTwoCellsIsBackground()
    {
        var labels = new ushort[64];
        for (var i = 0; i < 64; i++)
            labels[i] = (ushort)(i % 8 < 3 ? 1 : 2);
        var targets = Targets(new CellMask(labels, 8, 8), 0, 0, 8, 2);
        Assert.All(targets, channel => Assert.Equal(0, channel[1]));
        Assert.NotEqual(0, targets[0][0]);
    }
}
