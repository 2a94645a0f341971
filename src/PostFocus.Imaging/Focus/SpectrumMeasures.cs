using System.Numerics;
using PostFocus.Imaging.Fourier;

namespace PostFocus.Imaging.Focus;

/// <summary>Shares of an image's power in three bands of spatial frequency; they sum to 1, or are all 0 for a constant image.</summary>
/// <param name="Low">Below 1/16 cycles/pixel, without the mean.</param>
/// <param name="Middle">1/16 to below 1/4 cycles/pixel.</param>
/// <param name="High">1/4 cycles/pixel and above, the corners of the spectrum (to 0.71) among them.</param>
public readonly record struct PowerShares(double Low, double Middle, double High);

public static partial class SharpnessMeasures
{
    private const int MostTile = 64,
        LeastTile = 8;

    /// <summary>The shares of power in bands of the radial spectrum.</summary>
    /// <remarks>
    /// Welch's method (IEEE Trans. Audio Electroacoust. 15, 1967) in two dimensions: the periodograms of square tiles that
    /// overlap by half or more are summed, each less its mean and under a Hann window. The tiles' side is 64 pixels, or the
    /// largest power of two that fits the shorter side. Independent of exposure, gain and offset. Defocus takes power from the
    /// middle band first; in the high band noise stands out where little else is left.
    /// </remarks>
    /// <param name="image">Intensities, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 8.</param>
    /// <param name="width">Columns, at least 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 8.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static PowerShares SpectrumShares(ReadOnlySpan<float> image, int height, int width)
    {
        Check(image, height, width, LeastTile);
        var side = Math.Min(MostTile, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(height, width) / 2 + 1));
        double[] window = [.. Enumerable.Range(0, side).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / side))];
        var power = new double[side * side];
        var tile = new Complex[side * side];
        // Two tiles a transform, as real and imaginary part: their terms in common have opposite signs at opposite frequencies,
        // which lie in one band.
        foreach (var pair in Starts(height, side).SelectMany(top => Starts(width, side).Select(left => (top, left))).Chunk(2))
        {
            Array.Clear(tile);
            Add(image, width, pair[0], window, 1, tile);
            if (pair.Length > 1)
                Add(image, width, pair[1], window, Complex.ImaginaryOne, tile);
            PlaneSpectrum.Forward(tile, side, side);
            for (var i = 0; i < tile.Length; i++)
                power[i] += tile[i].Real * tile[i].Real + tile[i].Imaginary * tile[i].Imaginary;
        }
        return Shares(power, side);
    }

    private static void Add(ReadOnlySpan<float> image, int width, (int Top, int Left) at, double[] window, Complex unit, Complex[] tile)
    {
        var (top, left) = at;
        var side = window.Length;
        var sum = 0.0;
        for (var y = 0; y < side; y++)
        {
            foreach (var value in image.Slice((top + y) * width + left, side))
                sum += value;
        }
        var mean = sum / tile.Length;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
                tile[y * side + x] += unit * ((image[(top + y) * width + left + x] - mean) * window[y] * window[x]);
        }
    }

    private static PowerShares Shares(double[] power, int side)
    {
        Span<double> bands = [0, 0, 0];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                // The squared frequency in cycles a tile.
                int fy = Math.Min(y, side - y),
                    fx = Math.Min(x, side - x),
                    f2 = fy * fy + fx * fx;
                if (f2 > 0)
                    bands[
                        256 * f2 < side * side ? 0
                        : 16 * f2 < side * side ? 1
                        : 2
                    ] += power[y * side + x];
            }
        }
        var total = bands[0] + bands[1] + bands[2];
        return total > 0 ? new PowerShares(bands[0] / total, bands[1] / total, bands[2] / total) : default;
    }

    private static IEnumerable<int> Starts(int length, int side)
    {
        var steps = (length - side + side / 2 - 1) / (side / 2);
        return Enumerable.Range(0, steps + 1).Select(i => steps == 0 ? 0 : (int)((long)i * (length - side) / steps));
    }
}
