using PostFocus.Imaging.Fourier;

namespace PostFocus.Simulation.Optics;

/// <summary>
/// Free propagation by the angular spectrum of plane waves (Goodman, Fourier Optics, section 3.10):
/// H(f; z) = exp(i 2π z (k_z(f) − k_z(0))), k_z(f) = √((n/λ)² − f²); evanescent waves are dropped.
/// Lengths in µm, frequencies in cycles per µm.
/// </summary>
internal static class AngularSpectrum
{
    /// <summary>Cycles per µm along the axis of the plane wave with lateral frequency √<paramref name="f2"/>; NaN if evanescent.</summary>
    public static double AxialFrequency(double f2, double wavelength, double index) =>
        Math.Sqrt(index / wavelength * (index / wavelength) - f2);

    /// <summary>The field at a distance <paramref name="z"/> along the light's way.</summary>
    public static ComplexField Propagate(ComplexField field, double pixelSize, double wavelength, double index, double z)
    {
        var n = field.Size;
        var fourier = new FourierTransform<float>(n);
        var result = new ComplexField(n);
        field.Re.CopyTo(result.Re, 0);
        field.Im.CopyTo(result.Im, 0);
        fourier.Forward(result.Re, result.Im);

        var df = 1 / (n * pixelSize);
        var kz0 = AxialFrequency(0, wavelength, index);
        for (var v = 0; v < n; v++)
        for (var u = 0; u < n; u++)
        {
            double fy = Signed(v, n) * df,
                fx = Signed(u, n) * df;
            var kz = AxialFrequency(fx * fx + fy * fy, wavelength, index);
            var i = v * n + u;
            if (double.IsNaN(kz))
            {
                result.Re[i] = result.Im[i] = 0;
                continue;
            }
            var (sin, cos) = ((float, float))Math.SinCos(2 * Math.PI * z * (kz - kz0));
            (result.Re[i], result.Im[i]) = (result.Re[i] * cos - result.Im[i] * sin, result.Re[i] * sin + result.Im[i] * cos);
        }
        fourier.Inverse(result.Re, result.Im);
        return result;
    }

    /// <summary>Index of a discrete frequency as a signed number of cycles per field.</summary>
    public static int Signed(int index, int size) => index < size / 2 ? index : index - size;
}
