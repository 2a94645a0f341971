using CsCheck;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Tests.Tiling;

public class TileGridTests
{
    private static readonly Gen<(int Height, int Width, int Size, int Overlap, int Room, double Above, double Left)> s_grids =
        from height in Gen.Int[1, 150]
        from width in Gen.Int[1, 150]
        from size in Gen.Int[8, 64]
        from overlap in Gen.Int[0, size / 2]
        from room in Gen.Int[0, size - overlap]
        from above in Gen.Double[0, 1]
        from left in Gen.Double[0, 1]
        select (height, width, size, overlap, room, above, left);

    [Fact]
    public void BlendingTheTilesOfAFrameGivesTheFrameBack() =>
        s_grids.Sample(
            g =>
            {
                var frame = Ramp(g.Height * g.Width);
                var grid = new TileGrid(g.Height, g.Width, g.Size, g.Overlap, g.Room, g.Above, g.Left);
                var back = grid.Blend([.. Enumerable.Range(0, grid.Tiles.Count).Select(i => grid.Extract(frame, i))]);
                for (var i = 0; i < frame.Length; i++)
                    Assert.Equal(frame[i], back[i], 1e-3f * Math.Max(1, frame[i]));
            },
            iter: 200
        );

    [Fact]
    public void NeighbouringTilesOverlapAtLeastAsAskedAndEveryPixelIsCovered() =>
        s_grids.Sample(
            g =>
            {
                var grid = new TileGrid(g.Height, g.Width, g.Size, g.Overlap, g.Room, g.Above, g.Left);
                AssertCovers([.. grid.Tiles.Select(t => t.Top).Distinct()], g.Height, g.Size, g.Overlap, g.Above);
                AssertCovers([.. grid.Tiles.Select(t => t.Left).Distinct()], g.Width, g.Size, g.Overlap, g.Left);
            },
            iter: 500
        );

    [Fact]
    public void AFrameSmallerThanATileIsContinuedByReflection()
    {
        var grid = new TileGrid(2, 3, 6, 0);
        var tile = grid.Extract([1, 2, 3, 4, 5, 6], 0);
        Assert.Equal([1, 2, 3, 2, 1, 2], tile[..6]);
        Assert.Equal([4, 5, 6, 5, 4, 5], tile[6..12]);
        Assert.Equal([1, 2, 3, 2, 1, 2], tile[12..18]);
    }

    [Fact]
    public void WhereverTheTilesLieThereAreAsMany() =>
        s_grids.Sample(
            g =>
                Assert.Equal(
                    new TileGrid(g.Height, g.Width, g.Size, g.Overlap, g.Room).Tiles.Count,
                    new TileGrid(g.Height, g.Width, g.Size, g.Overlap, g.Room, g.Above, g.Left).Tiles.Count
                ),
            iter: 200
        );

    [Fact]
    public void TilesReachBeyondTheFrameWithoutFurtherOnesWhereTheyCan()
    {
        // Four tiles of 96 that overlap by 16 cover 336 pixels.
        Assert.Equal([0, 71, 142, 214], Tops(310, room: 0, above: 0));
        Assert.Equal([0, 80, 160, 240], Tops(310, room: 64, above: 0));
        Assert.Equal([-13, 67, 147, 227], Tops(310, room: 64, above: 0.5));
        Assert.Equal([-26, 54, 134, 214], Tops(310, room: 64, above: 1));
        Assert.Equal([-44, 36, 116, 196], Tops(292, room: 64, above: 1));
        // Three overlap more widely where they are.
        Assert.Equal([0, 52, 104], Tops(200, room: 64, above: 1));
    }

    private static int[] Tops(int height, int room, double above) =>
        [.. new TileGrid(height, 96, 96, 16, room, above).Tiles.Select(tile => tile.Top)];

    private static void AssertCovers(int[] starts, int extent, int size, int overlap, double share)
    {
        var beyond = starts.Length == 1 ? 0 : starts[^1] + size - starts[0] - extent;
        Assert.Equal(-(int)(share * beyond), starts[0]);
        Assert.True(starts[^1] + size >= extent);
        foreach ((var start, var next) in starts.Zip(starts.Skip(1)))
            Assert.True(start + size - next >= overlap, $"tiles at {start} and {next} of size {size} overlap less than {overlap}");
    }

    private static float[] Ramp(int length) => [.. Enumerable.Range(0, length).Select(i => (float)(i * 7919 % 1009))];
}
