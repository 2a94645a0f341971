namespace PostFocus.Imaging.Zarr;

/// <summary>Makes planes of a lower resolution from the next higher one, as those that are there were made.</summary>
/// <param name="above">The next higher resolution as recorded.</param>
/// <param name="level">The lower one as recorded.</param>
internal sealed class ZarrLevel(ZarrArray above, ZarrArray level)
{
    private const double Agrees = 0.99;
    private const int MostCompared = 3;

    private static readonly Method[] s_samples =
    [
        new("the first sample of each block", box => box.First),
        new("the middle sample of each block", box => box.Middle),
    ];

    // Programs round the mean in three ways, and take the first sample of several, or the middle one.
    private static readonly Method[] s_methods =
    [
        new("the mean, its halves rounded to even numbers", box => MathF.Round(box.Mean)),
        new("the mean, its halves rounded up", box => MathF.Floor(box.Mean + 0.5f)),
        new("the mean, rounded down", box => MathF.Floor(box.Mean)),
        .. s_samples,
    ];

    private static readonly Method[] s_methodsOfFloats = [new("the mean", box => box.Mean), .. s_samples];

    private readonly int[] _factors = [.. above.Shape.Zip(level.Shape, Factor)];

    /// <summary>Makes all planes that show something of those that changed.</summary>
    /// <returns>How, in words.</returns>
    public string Make(SpooledPlanes changed, SpooledPlanes planes)
    {
        int[] pages = [.. changed.Pages.Select(PageBelow).Where(page => page >= 0).Distinct().Order()];
        var (method, agrees) = Find(pages);
        foreach (var page in pages)
            planes.Add(page, Reduce(Sources(page).Select(p => changed.Holds(p) ? changed.Read(p) : above.Read(p).Counts), method));
        return agrees ? method.Name : $"{method.Name}, as what is there agrees with no method known";
    }

    /// <summary>The method that made what is there, or else the mean.</summary>
    private (Method Method, bool Agrees) Find(int[] pages)
    {
        var methods = level.Type is PixelType.Float16 or PixelType.Float32 or PixelType.Float64 ? s_methodsOfFloats : s_methods;
        var agreed = new double[methods.Length];
        double samples = 0;
        foreach (var page in pages.Take(MostCompared))
        {
            try
            {
                float[][] sources = [.. Sources(page).Select(p => above.Read(p).Counts)];
                var stored = level.Read(page).Counts;
                for (var i = 0; i < methods.Length; i++)
                    agreed[i] += Reduce(sources, methods[i])
                        .Zip(stored)
                        .Count(s => MathF.Abs(s.First - s.Second) <= 1e-5f * MathF.Abs(s.Second));
                samples += stored.Length;
            }
            catch (FrameFormatException)
            {
                // What is damaged tells nothing.
            }
        }
        var best = agreed.IndexOf(agreed.Max());
        return agreed[best] >= Agrees * samples ? (methods[best], samples > 0) : (methods[0], false);
    }

    private int PageBelow(int page)
    {
        var below = 0;
        foreach ((var axis, var at) in above.Position(page).Index())
        {
            var index = at / _factors[axis];
            if (index >= level.Shape[axis])
                return -1;
            below = below * level.Shape[axis] + index;
        }
        return below;
    }

    /// <summary>Pages above that a page is made of.</summary>
    private IEnumerable<int> Sources(int page)
    {
        IEnumerable<int> pages = [0];
        foreach ((var axis, var at) in level.Position(page).Index())
        {
            var (first, end) = Range(axis, at);
            pages = pages.SelectMany(p => Enumerable.Range(first, end - first).Select(i => p * above.Shape[axis] + i));
        }
        return pages;
    }

    private float[] Reduce(IEnumerable<float[]> sources, Method method)
    {
        float[][] planes = [.. sources];
        var counts = new float[level.Height * level.Width];
        for (var y = 0; y < level.Height; y++)
        {
            var (top, bottom) = Range(level.Shape.Length - 2, y);
            for (var x = 0; x < level.Width; x++)
            {
                var (left, right) = Range(level.Shape.Length - 1, x);
                double sum = 0;
                foreach (var plane in planes)
                    for (var v = top; v < bottom; v++)
                    for (var u = left; u < right; u++)
                        sum += plane[v * above.Width + u];
                var mean = (float)(sum / ((double)planes.Length * (bottom - top) * (right - left)));
                counts[y * level.Width + x] = method.Of(
                    new(
                        mean,
                        planes[0][top * above.Width + left],
                        planes[planes.Length / 2][(top + bottom) / 2 * above.Width + (left + right) / 2]
                    )
                );
            }
        }
        return counts;
    }

    private (int First, int End) Range(int axis, int at)
    {
        var first = Math.Min(at * _factors[axis], above.Shape[axis] - 1);
        return (first, Math.Min(first + _factors[axis], above.Shape[axis]));
    }

    /// <summary>Samples above to one below; what is left at the end is cut off, or makes one more.</summary>
    private static int Factor(int above, int below)
    {
        if (above == below)
            return 1;
        if (Fits(2))
            return 2;
        return above % below == 0 ? above / below : Enumerable.Range(1, above).FirstOrDefault(Fits, Math.Max(1, above / below));

        bool Fits(int factor) => above / factor == below || (above - 1) / factor + 1 == below;
    }

    private sealed record Method(string Name, Func<Box, float> Of);

    private readonly record struct Box(float Mean, float First, float Middle);
}
