using CsCheck;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Tests.Tiling;

public class TileGridTests
{
    private static readonly Gen<(int Height, int Width, int Size, int Overlap, int Room, int Above, int Before)> s_grids =
        from height in Gen.Int[1, 150]
        from width in Gen.Int[1, 150]
        from size in Gen.Int[8, 64]
        from overlap in Gen.Int[0, size / 2]
        from room in Gen.Int[0, size - overlap]
        from above in Gen.Int[0, room]
        from before in Gen.Int[0, room]
        select (height, width, size, overlap, room, above, before);

    [Fact]
    public void BlendingTheTilesOfAFrameGivesTheFrameBack() =>
        s_grids.Sample(
            g =>
            {
                var frame = Ramp(g.Height * g.Width);
                var grid = new TileGrid(g.Height, g.Width, g.Size, g.Overlap, g.Room, g.Above, g.Before);
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
                var grid = new TileGrid(g.Height, g.Width, g.Size, g.Overlap, g.Room, g.Above, g.Before);
                AssertCovers([.. grid.Tiles.Select(t => t.Top).Distinct()], g.Height, g.Size, g.Overlap, g.Room, g.Above);
                AssertCovers([.. grid.Tiles.Select(t => t.Left).Distinct()], g.Width, g.Size, g.Overlap, g.Room, g.Before);
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
                    new TileGrid(g.Height, g.Width, g.Size, g.Overlap, g.Room, g.Above, g.Before).Tiles.Count
                ),
            iter: 200
        );

    private static void AssertCovers(int[] starts, int extent, int size, int overlap, int room, int beyond)
    {
        Assert.Equal(extent > size ? -beyond : 0, starts[0]);
        Assert.True(starts[^1] + size >= extent + (extent > size ? room - beyond : 0));
        foreach ((var start, var next) in starts.Zip(starts.Skip(1)))
            Assert.True(start + size - next >= overlap, $"tiles at {start} and {next} of size {size} overlap less than {overlap}");
    }

    private static float[] Ramp(int length) => [.. Enumerable.Range(0, length).Select(i => (float)(i * 7919 % 1009))];
}
