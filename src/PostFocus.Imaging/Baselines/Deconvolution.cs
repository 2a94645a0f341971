using System.Numerics;
using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Fourier;

namespace PostFocus.Imaging.Baselines;

/// <summary>Deconvolution with a known point spread: what a microscopist would try before a network.</summary>
/// <remarks>
/// Images are continued by reflection, so that no dark border is invented; in the middle of a large image the results are
/// scikit-image's. Both methods suppose that the image is the truth convolved with one point spread. For thin phase objects
/// defocus is not a blur of that kind: contrast can invert.
/// </remarks>
public static class Deconvolution
{
    /// <summary>Wiener deconvolution with a Laplacian prior.</summary>
    /// <remarks>
    /// The minimum of |h ∗ x − image|² + balance · |Laplacian of x|², in closed form in Fourier space (Hunt, IEEE Trans.
    /// Computers 22, 1973); what scikit-image calls <c>restoration.wiener</c>, without its clipping. The image's mean stays.
    /// </remarks>
    /// <param name="image">Row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="spread">The point spread h.</param>
    /// <param name="balance">
    /// Weight of the prior, 10⁻¹² to 10¹²; the larger, the smoother. With noise, a pure number near its share of the image's variance is a
    /// start.
    /// </param>
    /// <returns>The same axes and unit.</returns>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side or the balance is out of its range.</exception>
    public static float[] Wiener(ReadOnlySpan<float> image, int height, int width, PointSpread spread, double balance)
    {
        ArgumentNullException.ThrowIfNull(spread);
        ImageSize.Check(image, height, width, 1);
        if (!(balance is >= 1e-12 and <= 1e12))
            throw new ArgumentOutOfRangeException(nameof(balance), balance, "The balance must lie between 1e-12 and 1e12.");
        var plane = new MirroredPlane(height, width);
        Complex[] spectrum = plane.Spectrum(image),
            transfer = plane.Transfer(spread);
        for (var i = 0; i < spectrum.Length; i++)
        {
            var laplacian =
                4
                - 2 * Math.Cos(2 * Math.PI * (i / plane.Width) / plane.Height)
                - 2 * Math.Cos(2 * Math.PI * (i % plane.Width) / plane.Width);
            var power = Squared(transfer[i]) + balance * laplacian * laplacian;
            spectrum[i] *= Complex.Conjugate(transfer[i]) / power;
        }
        return plane.Image(plane.Plane(spectrum));
    }

    /// <summary>Richardson–Lucy deconvolution: the likeliest truth under photon noise, approached from an even image.</summary>
    /// <remarks>Richardson, J. Opt. Soc. Am. 62, 1972; Lucy, Astronomical J. 79, 1974. Few iterations keep the noise down.</remarks>
    /// <param name="image">Light, not negative: counts less the camera's offset. Row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="spread">The point spread.</param>
    /// <param name="iterations">1 to 10,000.</param>
    /// <returns>The same axes and unit, not negative.</returns>
    /// <exception cref="ArgumentException">The image's length is not height × width, or a pixel is negative or NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side or the number of iterations is out of its range.</exception>
    public static float[] RichardsonLucy(ReadOnlySpan<float> image, int height, int width, PointSpread spread, int iterations)
    {
        ArgumentNullException.ThrowIfNull(spread);
        ImageSize.Check(image, height, width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, 10_000);
        foreach (var value in image)
        {
            if (!(value >= 0))
                throw new ArgumentException(
                    $"A pixel is {value}, but light is not negative: subtract the camera's offset and set to 0 what is below.",
                    nameof(image)
                );
        }
        var plane = new MirroredPlane(height, width);
        var transfer = plane.Transfer(spread);
        var light = plane.Plane(plane.Spectrum(image));
        double[] estimate = [.. Enumerable.Repeat(1.0, light.Length)];
        for (var i = 0; i < iterations; i++)
        {
            var ratio = Convolve(estimate, transfer, conjugate: false);
            for (var j = 0; j < ratio.Length; j++)
                ratio[j] = light[j] / Math.Max(ratio[j], 1e-12);
            var correction = Convolve(ratio, transfer, conjugate: true);
            for (var j = 0; j < estimate.Length; j++)
                estimate[j] = Math.Max(0, estimate[j] * correction[j]);
        }
        return plane.Image(estimate);

        double[] Convolve(double[] values, Complex[] by, bool conjugate)
        {
            Complex[] spectrum = [.. values];
            PlaneSpectrum.Forward(spectrum, plane.Height, plane.Width);
            for (var i = 0; i < spectrum.Length; i++)
                spectrum[i] *= conjugate ? Complex.Conjugate(by[i]) : by[i];
            return plane.Plane(spectrum);
        }
    }

    private static double Squared(Complex value) => value.Real * value.Real + value.Imaginary * value.Imaginary;
}
