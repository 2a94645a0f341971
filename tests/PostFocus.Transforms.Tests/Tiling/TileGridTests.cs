using CsCheck;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Tests.Tiling;

public class TileGridTests
{
    private static readonly Gen<(int Height, int Width, int Size, int Overlap)> s_grids =
        from height in Gen.Int[1, 150]
        from width in Gen.Int[1, 150]
        from size in Gen.Int[8, 64]
        from overlap in Gen.Int[0, size / 2]
        select (height, width, size, overlap);

    [Fact]
    public void BlendingTheTilesOfAFrameGivesTheFrameBack() =>
        s_grids.Sample(
            g =>
            {
                var frame = Ramp(g.Height * g.Width);
                var grid = new TileGrid(g.Height, g.Width, g.Size, g.Overlap);
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
                var grid = new TileGrid(g.Height, g.Width, g.Size, g.Overlap);
                AssertCovers([.. grid.Tiles.Select(t => t.Top).Distinct()], g.Height, g.Size, g.Overlap);
                AssertCovers([.. grid.Tiles.Select(t => t.Left).Distinct()], g.Width, g.Size, g.Overlap);
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

    private static void AssertCovers(int[] starts, int extent, int size, int overlap)
    {
        Assert.Equal(0, starts[0]);
        Assert.True(starts[^1] + size >= extent);
        foreach ((var start, var next) in starts.Zip(starts.Skip(1)))
            Assert.True(start + size - next >= overlap, $"tiles at {start} and {next} of size {size} overlap less than {overlap}");
    }

    private static float[] Ramp(int length) => [.. Enumerable.Range(0, length).Select(i => (float)(i * 7919 % 1009))];
}
