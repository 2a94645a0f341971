using MathNet.Numerics;
using PostFocus.Imaging.Filters;
using PostFocus.Imaging.NoData;

namespace PostFocus.Imaging.Baselines;

/// <summary>Fits the Gaussian that takes frames in focus to frames out of focus, over any number of pairs.</summary>
/// <remarks>
/// Least squares over all pixels of all pairs: the standard deviation at which |Gaussian ∗ sharp − blurred|² is least, a
/// difference of the frames' means apart. Summed in Fourier space (Parseval) in rings of spatial frequency, so that pairs
/// are streamed once. Frames of different cameras should come in unit intensities, or the brightest ones decide.
/// </remarks>
public sealed class GaussianSpreadFit
{
    /// <summary>The largest standard deviation that is looked for, pixels.</summary>
    public const double MostSigma = 20;

    private const int Rings = 4096;
    private const double Step = 0.1;
    private static readonly double s_mostFrequency = Math.Sqrt(0.5); // cycles a pixel, the corner of the spectrum

    private readonly double[] _power = new double[Rings],
        _cross = new double[Rings];

    /// <summary>Pairs added so far.</summary>
    public int Pairs { get; private set; }

    /// <summary>Adds a pair.</summary>
    /// <param name="sharp">In focus, row-major, axes [height, width].</param>
    /// <param name="blurred">Out of focus, the same axes and unit, registered.</param>
    /// <param name="height">Rows, at least 16.</param>
    /// <param name="width">Columns, at least 16.</param>
    /// <exception cref="ArgumentException">An image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is too small.</exception>
    public void Add(ReadOnlySpan<float> sharp, ReadOnlySpan<float> blurred, int height, int width)
    {
        ImageSize.Check(sharp, height, width, FrameCheck.SmallestSide);
        ImageSize.Check(blurred, height, width, FrameCheck.SmallestSide);
        var plane = new MirroredPlane(height, width);
        var (truth, image) = (plane.Spectrum(sharp), plane.Spectrum(blurred));
        for (var i = 1; i < truth.Length; i++) // not the mean
        {
            var ring = Math.Min((int)(plane.Frequency(i) / s_mostFrequency * Rings), Rings - 1);
            _power[ring] += (truth[i].Real * truth[i].Real + truth[i].Imaginary * truth[i].Imaginary) / truth.Length;
            _cross[ring] += (truth[i].Real * image[i].Real + truth[i].Imaginary * image[i].Imaginary) / truth.Length;
        }
        Pairs++;
    }

    /// <summary>The standard deviation that fits best, 0 to <see cref="MostSigma"/> pixels.</summary>
    /// <exception cref="InvalidOperationException">No pair was added.</exception>
    public double Sigma()
    {
        if (Pairs == 0)
            throw new InvalidOperationException("A point spread is fitted to pairs: add one first.");
        // From the best of a grid, because far from the minimum the error is flat.
        var best = Enumerable.Range(0, (int)(MostSigma / Step) + 1).Select(i => i * Step).MinBy(Error);
        var (low, high) = (Math.Max(0, best - Step), Math.Min(MostSigma, best + Step));
        // Where contrast is turned round or neither frame is a blur of the other, the error has its least value at a bound.
        return Error((low + high) / 2) < Math.Min(Error(low), Error(high))
            ? FindMinimum.OfScalarFunctionConstrained(Error, low, high, 1e-6)
            : Math.Min(best, MostSigma);
    }

    /// <summary>Summed squares of the error, less those of the blurred frames.</summary>
    private double Error(double sigma)
    {
        var sum = 0.0;
        for (var ring = 0; ring < Rings; ring++)
        {
            var frequency = (ring + 0.5) / Rings * s_mostFrequency;
            var transfer = Math.Exp(-2 * Math.PI * Math.PI * sigma * sigma * frequency * frequency);
            sum += transfer * (transfer * _power[ring] - 2 * _cross[ring]);
        }
        return sum;
    }
}
