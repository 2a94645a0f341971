using PostFocus.Imaging.Filters;
using PostFocus.Imaging.NoData;

namespace PostFocus.Imaging.Focus;

/// <summary>Asks whether a frame shows anything that could be in focus or out of it.</summary>
/// <remarks>
/// <para>Of parts of 64 × 64 pixels, less their smooth ground (a polynomial of second degree: gradients and vignetting), the share ρ of
/// the variance that pixels have in common with those 1, 2 or 4 rows and as many columns away. Camera noise has nothing in common with its
/// neighbours, noise of whole rows or columns nothing across the diagonal; structure has, in focus or far out of it. The
/// contrast-to-noise ratio is √(ρ / (1 − ρ)), that of the part with most. Contrast below the rounding to whole counts is none.</para>
/// <para>Measured: 200 empty fields, even, vignetted, with gradients and with row noise, 32 × 40 to 2048 × 2048 pixels, up to 0.326, 95 %
/// below 0.24. 185 recorded frames and frames of the shipped sample, in focus and out to 25 µm: 1.34 and above. 26 simulated wells in focus
/// and at ±20 µm: 1.6 and above (20×), 2.1 (TIMING, with cells and without), but 0.386 and then 0.55 (brightfield, which has least contrast
/// in focus).</para>
/// <para>Noise that was interpolated, as by registration, has its neighbours in common, and counts as structure: such a field is
/// judged.</para>
/// </remarks>
public static class FieldContrast
{
    /// <summary>Below this contrast-to-noise ratio there is nothing to judge.</summary>
    public const double Least = 0.36;

    private const int Side = 64;

    private static readonly int[] s_lags = [1, 2, 4];

    /// <summary>Whether the contrast-to-noise ratio lies below <see cref="Least"/>.</summary>
    /// <param name="image">Counts, row-major, axes [height, width], finite.</param>
    /// <param name="height">Rows, at least 16.</param>
    /// <param name="width">Columns, at least 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 16.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static bool IsEmpty(ReadOnlySpan<float> image, int height, int width) => Measure(image, height, width, Least) < Least;

    /// <summary>The contrast-to-noise ratio, 0 or more; infinite where there is no noise.</summary>
    /// <param name="image">Counts, row-major, axes [height, width], finite.</param>
    /// <param name="height">Rows, at least 16.</param>
    /// <param name="width">Columns, at least 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 16.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static double Measure(ReadOnlySpan<float> image, int height, int width) =>
        Measure(image, height, width, double.PositiveInfinity);

    /// <summary>Looks no further where it has found enough.</summary>
    private static double Measure(ReadOnlySpan<float> image, int height, int width, double enough)
    {
        ImageSize.Check(image, height, width, FrameCheck.SmallestSide);
        var most = 0.0;
        foreach (var top in Starts(height))
        {
            foreach (var left in Starts(width))
            {
                most = Math.Max(most, OfPart(image, width, top, left, Math.Min(Side, height), Math.Min(Side, width)));
                if (most >= enough)
                    return most;
            }
        }
        return most;
    }

    /// <summary>Parts adjoin; the last one ends with the image.</summary>
    private static IEnumerable<int> Starts(int extent)
    {
        for (var start = 0; start + Side <= extent; start += Side)
            yield return start;
        if (extent % Side != 0)
            yield return Math.Max(0, extent - Side);
    }

    private static double OfPart(ReadOnlySpan<float> image, int stride, int top, int left, int height, int width)
    {
        var part = new double[height * width];
        var whole = true;
        for (var y = 0; y < height; y++)
        {
            var row = image.Slice((top + y) * stride + left, width);
            for (var x = 0; x < width; x++)
            {
                part[y * width + x] = row[x];
                whole &= row[x] == MathF.Round(row[x]);
            }
        }
        TakeGround(part, height, width);
        // Rounding to whole counts makes steps of half a count where there is less noise than that.
        var variance = Math.Max(MeanSquare(part), whole ? 1 : 0);
        if (variance == 0)
            return 0;
        var common = Math.Max(0, s_lags.Max(lag => Common(part, height, width, lag)) / variance);
        return common < 1 ? Math.Sqrt(common / (1 - common)) : double.PositiveInfinity;
    }

    /// <summary>Mean product with the pixels so many rows and columns away, over both diagonals.</summary>
    private static double Common(double[] part, int height, int width, int lag)
    {
        var sum = 0.0;
        for (var y = lag; y < height; y++)
        {
            ReadOnlySpan<double> row = part.AsSpan(y * width, width),
                above = part.AsSpan((y - lag) * width, width);
            for (var x = lag; x < row.Length; x++)
                sum += row[x] * above[x - lag] + row[x - lag] * above[x];
        }
        return sum / (2 * (height - lag) * (width - lag));
    }

    /// <summary>Takes away what 1, y, x, y², x² and xy explain; about the middle, and less their means, these are orthogonal.</summary>
    private static void TakeGround(double[] part, int height, int width)
    {
        double[] down = Centred(height),
            along = Centred(width),
            downSquare = Squares(down),
            alongSquare = Squares(along);
        double even = 0,
            byY = 0,
            byX = 0,
            byYY = 0,
            byXX = 0,
            byXY = 0;
        for (var y = 0; y < height; y++)
        {
            double sum = 0,
                first = 0,
                second = 0;
            ReadOnlySpan<double> row = part.AsSpan(y * width, width);
            for (var x = 0; x < row.Length; x++)
            {
                sum += row[x];
                first += row[x] * along[x];
                second += row[x] * alongSquare[x];
            }
            even += sum;
            byY += sum * down[y];
            byYY += sum * downSquare[y];
            byX += first;
            byXY += first * down[y];
            byXX += second;
        }
        double ofY = MeanSquare(down),
            ofX = MeanSquare(along),
            n = part.Length;
        (even, byY, byX, byXY) = (even / n, byY / (n * ofY), byX / (n * ofX), byXY / (n * ofY * ofX));
        (byYY, byXX) = (byYY / (n * MeanSquare(downSquare)), byXX / (n * MeanSquare(alongSquare)));
        for (var y = 0; y < height; y++)
        {
            double ofRow = even + byY * down[y] + byYY * downSquare[y],
                slope = byX + byXY * down[y];
            var row = part.AsSpan(y * width, width);
            for (var x = 0; x < row.Length; x++)
                row[x] -= ofRow + slope * along[x] + byXX * alongSquare[x];
        }

        static double[] Centred(int extent) => [.. Enumerable.Range(0, extent).Select(i => i - (extent - 1) / 2.0)];

        static double[] Squares(double[] centred)
        {
            var mean = MeanSquare(centred);
            return [.. centred.Select(v => v * v - mean)];
        }
    }

    private static double MeanSquare(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value * value;
        return sum / values.Length;
    }
}
