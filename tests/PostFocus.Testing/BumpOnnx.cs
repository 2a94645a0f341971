using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Testing;

/// <summary>
/// A network for which every bump of a frame is a cell, of a radius that is its height: logit and distances of a square are the mean
/// intensity of its pixels, doubled so many times.
/// </summary>
public static class BumpOnnx
{
    public const int Rays = 8,
        Grid = 2;

    public static byte[] File(int tileSize, int doublings = 0) =>
        Model(
            [
                Node("AveragePool", ["frame"], Mean(0), Integers("kernel_shape", Grid, Grid), Integers("strides", Grid, Grid)),
                .. Enumerable.Range(0, doublings).Select(i => Node("Add", [Mean(i), Mean(i)], Mean(i + 1))),
                Node("Concat", [.. Enumerable.Repeat(Mean(doublings), 1 + Rays)], "polygons", Axis(1)),
            ],
            [Value("frame", tileSize, tileSize)],
            Shaped("polygons", 1 + Rays, tileSize / Grid, tileSize / Grid)
        );

    private static string Mean(int doublings) => $"mean{doublings}";

    /// <summary>Counts of a frame with bumps about −1.</summary>
    public static float[] Frame(int height, int width, params (int X, int Y, float Height)[] bumps)
    {
        var counts = new float[height * width];
        for (var i = 0; i < counts.Length; i++)
        {
            int x = i % width,
                y = i / width;
            // No count twice, as recorded frames have.
            counts[i] = -1 + (x + y) * 1e-4f;
            foreach (var bump in bumps)
                counts[i] += (bump.Height + 1) * MathF.Exp(-((x - bump.X) * (x - bump.X) + (y - bump.Y) * (y - bump.Y)) / 18f);
        }
        return counts;
    }
}
