using System.Numerics;
using PostFocus.Imaging.Fourier;
using PostFocus.Imaging.NoData;

namespace PostFocus.Imaging.Registration;

/// <summary>Measures the translation between two frames of the same scene, one of which may be out of focus.</summary>
/// <remarks>
/// <para>Phase correlation (Kuglin and Hines 1975) with one change. Defocus multiplies each spatial frequency by a
/// transfer function that is nearly real but changes its sign from band to band, and with an object's height from region
/// to region: the contrast of phase objects inverts. The correlation's peak is then negative, a ring, or gone. The square
/// of the normalised cross-power spectrum does not know the sign, and has a peak at twice the shift.</para>
/// <para>The frames are cut into tiles of up to 96 pixels (Hann window; half overlapping, at most 8 × 8 of them, evenly
/// spread), over which the squares are summed; high frequencies, which defocus leaves to the noise, are damped by a
/// Gaussian of 0.12 cycles a pixel. A parabola refines the peak. A second pass over what the first one found to be the
/// common region removes the bias of the window; the confidence is its own.</para>
/// <para>Shifts of up to a quarter of the smaller side, and no more than <see cref="MostPixels"/>, can be measured along
/// each axis. Larger ones read as uncertain. So do scenes that repeat themselves, and empty ones.</para>
/// </remarks>
public static class PhaseCorrelation
{
    /// <summary>The largest shift along an axis that is looked for, pixels.</summary>
    public const int MostPixels = 31;

    // Half of it, MostPixels and one more, is what a peak at twice the shift has on either side.
    private const int Side = 128;
    private const int TileSide = 96,
        MostTiles = 8;
    private const double Bandwidth = 0.12; // standard deviation, cycles a pixel
    private const int SecondPassPixels = 3;
    private const double PeakRadius = 4; // pixels

    /// <summary>Estimates where a frame's content lies, seen from a reference's.</summary>
    /// <param name="frame">The frame, at least 16 pixels a side, finite counts.</param>
    /// <param name="reference">The reference, of the same size.</param>
    /// <returns>
    /// The shift that takes the reference's content to the frame's: frame(y, x) looks like reference(y − Down, x − Right).
    /// Rounded to a millionth of a pixel, so that equal frames give 0.
    /// </returns>
    /// <exception cref="ArgumentException">The frames differ in size or are smaller than 16 pixels.</exception>
    public static FrameShift Estimate(Frame frame, Frame reference)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(reference);
        if ((frame.Height, frame.Width) != (reference.Height, reference.Width))
            throw new ArgumentException(
                $"The frame is {frame.Height} × {frame.Width} pixels, the reference {reference.Height} × {reference.Width} (height × width).",
                nameof(reference)
            );
        var smaller = Math.Min(frame.Height, frame.Width);
        if (smaller < FrameCheck.SmallestSide)
            throw new ArgumentException(
                $"The frames are {frame.Height} × {frame.Width} pixels (height × width), but at least {FrameCheck.SmallestSide} × {FrameCheck.SmallestSide} are needed.",
                nameof(frame)
            );

        var range = Math.Min(MostPixels, smaller / 4);
        var coarse = Peak(Correlate(frame, reference, 0, 0), range, range);
        var (down, right) = ((int)Math.Round(coarse.Down), (int)Math.Round(coarse.Right));
        var fine = Peak(Correlate(frame, reference, down, right), SecondPassPixels, range);
        return new(Rounded(down + fine.Down), Rounded(right + fine.Right), fine.Confidence);
    }

    /// <summary>Correlation by twice the shift, beyond a whole shift that is known already. Axes [row, column].</summary>
    private static double[] Correlate(Frame frame, Frame reference, int down, int right)
    {
        int height = frame.Height - Math.Abs(down),
            width = frame.Width - Math.Abs(right);
        int tileHeight = Math.Min(TileSide, height),
            tileWidth = Math.Min(TileSide, width);
        var window = Window(tileHeight, tileWidth);
        Complex[] tiles = new Complex[Side * Side],
            sum = new Complex[Side * Side];
        foreach (var top in Starts(height, tileHeight))
        foreach (var left in Starts(width, tileWidth))
        {
            // Two real images are the parts of one complex image: one transform for both.
            Array.Clear(tiles);
            Cut(frame, top + Math.Max(down, 0), left + Math.Max(right, 0), tileHeight, window, 1, tiles);
            Cut(reference, top + Math.Max(-down, 0), left + Math.Max(-right, 0), tileHeight, window, Complex.ImaginaryOne, tiles);
            PlaneSpectrum.Forward(tiles, Side, Side);
            AddSquares(tiles, sum);
        }
        Damp(sum);
        PlaneSpectrum.Inverse(sum, Side, Side);
        return [.. sum.Select(c => c.Real)];
    }

    /// <summary>
    /// The squared cross-power of a tile. Its magnitude is cut down to an eighth of its exponent: nearly white, yet a
    /// tile or frequency in which there is only noise counts less.
    /// </summary>
    private static void AddSquares(Complex[] tiles, Complex[] sum)
    {
        for (var y = 0; y < Side; y++)
        for (var x = 0; x < Side; x++)
        {
            var here = tiles[y * Side + x];
            var opposite = Complex.Conjugate(tiles[(-y & (Side - 1)) * Side + (-x & (Side - 1))]);
            // The frame's spectrum is half their sum, the reference's half their difference over i.
            var cross = (here + opposite) * Complex.Conjugate((here - opposite) / Complex.ImaginaryOne);
            var magnitude = cross.Magnitude;
            if (magnitude > 0)
                sum[y * Side + x] += cross / magnitude * (cross / magnitude) * Math.Sqrt(Math.Sqrt(magnitude));
        }
    }

    private static void Damp(Complex[] spectrum)
    {
        for (var y = 0; y < Side; y++)
        for (var x = 0; x < Side; x++)
            spectrum[y * Side + x] *= Math.Exp(-(Squared(y) + Squared(x)) / (2 * Bandwidth * Bandwidth));
        spectrum[0] = 0; // the mean has no phase

        static double Squared(int index) => Math.Pow((double)Signed(index) / Side, 2);
    }

    /// <summary>The highest peak within a range, against the highest place elsewhere.</summary>
    private static FrameShift Peak(double[] correlation, int range, int rivals)
    {
        int bestY = 0,
            bestX = 0;
        var best = 0.0;
        for (var y = -2 * range; y <= 2 * range; y++)
        for (var x = -2 * range; x <= 2 * range; x++)
            if (At(y, x) > best)
                (best, bestY, bestX) = (At(y, x), y, x);
        if (!(best > 0))
            return default;

        var rival = 0.0;
        for (var y = -2 * rivals; y <= 2 * rivals; y++)
        for (var x = -2 * rivals; x <= 2 * rivals; x++)
            if (double.Hypot(y - bestY, x - bestX) > 2 * PeakRadius)
                rival = Math.Max(rival, At(y, x));
        return new(
            (bestY + Vertex(At(bestY - 1, bestX), best, At(bestY + 1, bestX))) / 2,
            (bestX + Vertex(At(bestY, bestX - 1), best, At(bestY, bestX + 1))) / 2,
            best / rival
        );

        double At(int y, int x) => correlation[(y & (Side - 1)) * Side + (x & (Side - 1))];
    }

    /// <summary>Where a parabola through three neighbouring values has its top, from the middle one; at most one away.</summary>
    private static double Vertex(double before, double here, double after)
    {
        var curvature = before - 2 * here + after;
        return curvature < 0 ? Math.Clamp(0.5 * (before - after) / curvature, -1, 1) : 0;
    }

    /// <summary>Adds a tile without its mean, times a unit.</summary>
    private static void Cut(Frame frame, int top, int left, int height, double[] window, Complex unit, Complex[] tiles)
    {
        var width = window.Length / height;
        // The weighted mean, so that the window itself leaves no trace; from the first count, so that even ground is 0.
        double sum = 0,
            weights = 0;
        for (var i = 0; i < window.Length; i++)
        {
            sum += window[i] * Difference(i);
            weights += window[i];
        }
        for (var i = 0; i < window.Length; i++)
            tiles[i / width * Side + i % width] += window[i] * (Difference(i) - sum / weights) * unit;

        double Difference(int i) =>
            (double)frame.Counts[(top + i / width) * frame.Width + left + i % width] - frame.Counts[top * frame.Width + left];
    }

    /// <summary>Hann, without zeros at the ends.</summary>
    private static double[] Window(int height, int width)
    {
        var window = new double[height * width];
        for (var i = 0; i < window.Length; i++)
            window[i] = Hann(i / width, height) * Hann(i % width, width);
        return window;

        static double Hann(int index, int length) => Math.Pow(Math.Sin(Math.PI * (index + 0.5) / length), 2);
    }

    /// <summary>First pixels of tiles that cover a side, or are evenly spread over it where they would be too many.</summary>
    private static IEnumerable<int> Starts(int length, int tile)
    {
        var steps = Math.Min(MostTiles - 1, (2 * (length - tile) + tile - 1) / tile);
        return Enumerable.Range(0, steps + 1).Select(i => steps == 0 ? 0 : (int)((long)i * (length - tile) / steps));
    }

    private static int Signed(int index) => index < Side / 2 ? index : index - Side;

    /// <summary>Adding 0 turns a negative zero into zero.</summary>
    private static double Rounded(double pixels) => Math.Round(pixels, 6) + 0.0;
}
