using System.Numerics;
using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Fourier;
using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.DataConsistency;

/// <summary>Asks whether a restored frame, blurred again, explains the frame that was recorded.</summary>
/// <remarks>
/// <para>Defocus acts on a frame, to first order, as an isotropic filter whose transfer function is real but depends on the unknown
/// distance and changes its sign from band to band (Goodman, Introduction to Fourier Optics, section 6.4). So no distance is assumed:
/// the transfer function is whatever real function of the radial frequency explains the recorded frame best, piecewise linear
/// and found by least squares over the spectra of both frames under a Hann window. It has one value for each 1/128
/// cycles/pixel, for smaller frames one for each cycle a side; all pixels of the frame are held against these few.</para>
/// <para>The restored frame, continued by reflection, is filtered with it and taken from the recorded one. A border of up to
/// 16 pixels, over which light from outside the frame is blurred into it, is left out of what is judged. Both frames count
/// without their means: their brightness can be compared without this.</para>
/// <para>Structure that was invented has no counterpart in the recorded frame, and a function of the radial frequency alone cannot
/// take it away in one place and leave it in the others. A restored frame that equals the recorded one explains it: this says
/// nothing about whether anything was gained.</para>
/// </remarks>
public static class ReblurConsistency
{
    private const int MostRings = 128,
        MostBorder = 16,
        Margin = 32,
        Block = 8;

    // Of the recorded frame's standard deviation: less noise is not told from rounding.
    private const double LeastNoise = 1e-3;

    // Of the mean power of a ring: keeps the fit defined where the restored frame has no power.
    private const double Ridge = 1e-9;

    /// <summary>Fits the filter and measures what it leaves.</summary>
    /// <param name="recorded">Intensities of the frame out of focus, row-major, axes [height, width], not all equal.</param>
    /// <param name="restored">Intensities of the restored frame, the same axes; its gain and offset do not matter.</param>
    /// <param name="height">Rows, at least 16.</param>
    /// <param name="width">Columns, at least 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 16.</exception>
    /// <exception cref="ArgumentException">An image's length is not height × width, or the recorded frame is constant.</exception>
    public static ReblurResidual Measure(ReadOnlySpan<float> recorded, ReadOnlySpan<float> restored, int height, int width)
    {
        ImageSize.Check(recorded, height, width, FrameCheck.SmallestSide);
        ImageSize.Check(restored, height, width, FrameCheck.SmallestSide);
        if (!recorded.ContainsAnyExcept(recorded[0]))
            throw new ArgumentException(
                $"Every pixel of the recorded frame is {recorded[0]}: there is nothing to explain.",
                nameof(recorded)
            );
        var transfer = Fit(Centred(recorded), Centred(restored), height, width);
        var border = Math.Min(MostBorder, Math.Min(height, width) / 4);
        var (residual, variance) = Residual(recorded, Filtered(restored, height, width, transfer), height, width, border);
        var power = residual.Average(r => r * r);
        var noise = Math.Max(NoiseLevel.Estimate(recorded, height, width), LeastNoise * Math.Sqrt(SharpnessMeasures.Variance(recorded)));
        return new(
            variance > 0 ? power / variance : 0,
            power / (noise * noise),
            LargestOverMedian(residual, height - 2 * border, width - 2 * border)
        );
    }

    /// <summary>The transfer function at frequencies 0, 1, 2, … rings.</summary>
    private static RadialFunction Fit(double[] recorded, double[] restored, int height, int width)
    {
        int rows = PaddedSide(height),
            columns = PaddedSide(width),
            rings = Math.Min(MostRings, Math.Min(height, width));
        // Two real images are the parts of one complex image: one transform for both.
        var both = new Complex[rows * columns];
        double[] down = Hann(height),
            along = Hann(width);
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            both[y * columns + x] = new Complex(restored[y * width + x], recorded[y * width + x]) * (down[y] * along[x]);
        PlaneSpectrum.Forward(both, rows, columns);

        var knots = (int)(rings * Math.Sqrt(0.5)) + 2;
        double[] power = new double[knots],
            neighbours = new double[knots],
            product = new double[knots];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var here = both[y * columns + x];
                var opposite = Complex.Conjugate(both[(rows - y) % rows * columns + (columns - x) % columns]);
                Complex ofRestored = (here + opposite) / 2,
                    ofRecorded = (here - opposite) / (2 * Complex.ImaginaryOne);
                var (knot, part) = RadialFunction.Place(y, x, rows, columns, rings);
                var p = ofRestored.Real * ofRestored.Real + ofRestored.Imaginary * ofRestored.Imaginary;
                var c = ofRestored.Real * ofRecorded.Real + ofRestored.Imaginary * ofRecorded.Imaginary;
                power[knot] += (1 - part) * (1 - part) * p;
                power[knot + 1] += part * part * p;
                neighbours[knot] += part * (1 - part) * p;
                product[knot] += (1 - part) * c;
                product[knot + 1] += part * c;
            }
        }
        return new(SolveTridiagonal(power, neighbours, product), rings);
    }

    /// <summary>Normal equations of a piecewise linear function: only neighbouring knots touch. Thomas's elimination.</summary>
    private static double[] SolveTridiagonal(double[] diagonal, double[] beside, double[] right)
    {
        var ridge = Ridge * diagonal.Average() + double.Epsilon;
        var n = diagonal.Length;
        double[] upper = new double[n],
            solution = new double[n];
        for (var i = 0; i < n; i++)
        {
            var before = i > 0 ? beside[i - 1] : 0;
            var pivot = diagonal[i] + ridge - (i > 0 ? before * upper[i - 1] : 0);
            upper[i] = beside[i] / pivot;
            solution[i] = (right[i] - (i > 0 ? before * solution[i - 1] : 0)) / pivot;
        }
        for (var i = n - 2; i >= 0; i--)
            solution[i] -= upper[i] * solution[i + 1];
        return solution;
    }

    /// <summary>The filtered image, axes [height, width].</summary>
    private static double[] Filtered(ReadOnlySpan<float> image, int height, int width, RadialFunction transfer)
    {
        var centred = Centred(image);
        int rows = PaddedSide(height + 2 * Margin),
            columns = PaddedSide(width + 2 * Margin);
        var plane = new Complex[rows * columns];
        for (var y = 0; y < rows; y++)
        for (var x = 0; x < columns; x++)
            plane[y * columns + x] = centred[Mirror.Inside(y - Margin, height) * width + Mirror.Inside(x - Margin, width)];
        PlaneSpectrum.Forward(plane, rows, columns);
        for (var y = 0; y < rows; y++)
        for (var x = 0; x < columns; x++)
            plane[y * columns + x] *= transfer.At(y, x, rows, columns) / plane.Length;
        PlaneSpectrum.Inverse(plane, rows, columns);
        var filtered = new double[height * width];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            filtered[y * width + x] = plane[(y + Margin) * columns + x + Margin].Real;
        return filtered;
    }

    /// <summary>Recorded less explained inside of the border, without its mean, and the recorded variance there.</summary>
    private static (double[] Residual, double Variance) Residual(
        ReadOnlySpan<float> recorded,
        double[] explained,
        int height,
        int width,
        int border
    )
    {
        int rows = height - 2 * border,
            columns = width - 2 * border;
        double[] residual = new double[rows * columns],
            inside = new double[rows * columns];
        for (var i = 0; i < residual.Length; i++)
        {
            var at = (border + i / columns) * width + border + i % columns;
            inside[i] = recorded[at];
            residual[i] = recorded[at] - explained[at];
        }
        double mean = residual.Average(),
            level = inside.Average();
        return ([.. residual.Select(r => r - mean)], inside.Average(v => (v - level) * (v - level)));
    }

    private static double LargestOverMedian(double[] residual, int height, int width)
    {
        var blocks = new List<double>();
        for (var top = 0; top + Block <= height; top += Block)
        {
            for (var left = 0; left + Block <= width; left += Block)
            {
                var sum = 0.0;
                for (var i = 0; i < Block * Block; i++)
                    sum += Math.Pow(residual[(top + i / Block) * width + left + i % Block], 2);
                blocks.Add(Math.Sqrt(sum / (Block * Block)));
            }
        }
        var median = Medians.Upper(blocks);
        return median > 0 ? blocks.Max() / median : 1;
    }

    private static double[] Centred(ReadOnlySpan<float> image)
    {
        var values = image.ToDoubles();
        var mean = values.Average();
        return [.. values.Select(v => v - mean)];
    }

    /// <summary>Fourier transforms are fastest at powers of two.</summary>
    private static int PaddedSide(int side) => (int)BitOperations.RoundUpToPowerOf2((uint)side);

    private static double[] Hann(int length) =>
        [.. Enumerable.Range(0, length).Select(i => Math.Pow(Math.Sin(Math.PI * (i + 0.5) / length), 2))];

    /// <summary>A piecewise linear function of the radial frequency.</summary>
    /// <param name="Values">At 0, 1, 2, … cycles per so many pixels as there are rings.</param>
    /// <param name="Rings">Pixels.</param>
    private sealed record RadialFunction(double[] Values, int Rings)
    {
        public double At(int y, int x, int rows, int columns)
        {
            var (knot, part) = Place(y, x, rows, columns, Rings);
            return (1 - part) * Values[knot] + part * Values[knot + 1];
        }

        /// <summary>The knot at or below the frequency of a place in a spectrum, and how far it lies beyond it, 0 to 1.</summary>
        public static (int Knot, double Part) Place(int y, int x, int rows, int columns, int rings)
        {
            double fy = (double)Math.Min(y, rows - y) / rows,
                fx = (double)Math.Min(x, columns - x) / columns;
            var at = rings * Math.Sqrt(fy * fy + fx * fx);
            return ((int)at, at - (int)at);
        }
    }
}
