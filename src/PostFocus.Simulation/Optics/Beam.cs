using PostFocus.Imaging.Fourier;

namespace PostFocus.Simulation.Optics;

/// <summary>A light field on its way up through the medium: thin layers act on it, and between them it is diffracted.</summary>
/// <remarks>
/// Fields carry alternating signs, which puts frequency zero in the middle of the spectrum. Spectra lie turned, axes
/// [x, y]: propagation depends on |f| only, so both directions of a transform save turning back. Not for concurrent use.
/// </remarks>
internal sealed class Beam(MicroscopeModel microscope, FourierTransform<float> fourier)
{
    private readonly int _size = microscope.GridSize;

    /// <summary>The field, axes [y, x].</summary>
    public ComplexField Field { get; } = new(microscope.GridSize);

    /// <summary>Behind a layer, the field's spectrum, axes [fx, fy], frequency zero in the middle.</summary>
    public ComplexField Spectrum { get; } = new(microscope.GridSize);

    /// <summary>Makes the field a plane wave at a height in µm, in step with what it would be at height 0.</summary>
    public void Light(SourcePoint source, double height)
    {
        var rise = height * (microscope.AxialFrequency(source.Fx, source.Fy) - microscope.AxialFrequency(0, 0));
        var centre = _size / 2;
        var (xRe, xIm) = Wave(source.Fx + centre, 0);
        var (yRe, yIm) = Wave(source.Fy + centre, rise);
        for (var y = 0; y < _size; y++)
        for (var x = 0; x < _size; x++)
        {
            var i = y * _size + x;
            Field.Re[i] = xRe[x] * yRe[y] - xIm[x] * yIm[y];
            Field.Im[i] = xRe[x] * yIm[y] + xIm[x] * yRe[y];
        }
    }

    /// <summary>Takes a kept field on.</summary>
    public void Load(ComplexField field)
    {
        field.Re.CopyTo(Field.Re, 0);
        field.Im.CopyTo(Field.Im, 0);
    }

    /// <summary>Lets the field pass a thin layer; the result is its spectrum.</summary>
    public void Pass(ComplexField transmission)
    {
        Multiply(Field, transmission);
        fourier.Columns(Field.Re, Field.Im, _size, 0, _size);
        Turn(Field, Spectrum);
        fourier.Columns(Spectrum.Re, Spectrum.Im, _size, 0, _size);
    }

    /// <summary>From the spectrum the field after a <see cref="Step"/>.</summary>
    public void Diffract(ComplexField step)
    {
        Multiply(Spectrum, step);
        fourier.Columns(Spectrum.Im, Spectrum.Re, _size, 0, _size); // parts exchanged: inverse
        Turn(Spectrum, Field);
        fourier.Columns(Field.Im, Field.Re, _size, 0, _size);
    }

    /// <summary>What propagation over a distance in µm does to a spectrum, with the 1/n² of an inverse transform.</summary>
    public ComplexField Step(double distance)
    {
        var step = new ComplexField(_size);
        var (centre, kz0, scale) = (_size / 2, microscope.AxialFrequency(0, 0), 1.0 / ((double)_size * _size));
        for (var x = 0; x < _size; x++)
        for (var y = 0; y < _size; y++)
        {
            var kz = microscope.AxialFrequency(x - centre, y - centre);
            if (double.IsNaN(kz))
                continue; // evanescent
            var (sin, cos) = Math.SinCos(2 * Math.PI * distance * (kz - kz0));
            (step.Re[x * _size + y], step.Im[x * _size + y]) = ((float)(scale * cos), (float)(scale * sin));
        }
        return step;
    }

    private (float[] Re, float[] Im) Wave(int cycles, double offset)
    {
        float[] re = new float[_size],
            im = new float[_size];
        for (var i = 0; i < _size; i++)
            (im[i], re[i]) = ((float, float))Math.SinCos(2 * Math.PI * ((double)cycles * i % _size / _size + offset));
        return (re, im);
    }

    private void Turn(ComplexField from, ComplexField to)
    {
        Matrix.Transpose(from.Re, to.Re, _size, _size);
        Matrix.Transpose(from.Im, to.Im, _size, _size);
    }

    private static void Multiply(ComplexField field, ComplexField factor)
    {
        float[] re = factor.Re,
            im = factor.Im;
        for (var i = 0; i < re.Length; i++)
            (field.Re[i], field.Im[i]) = (field.Re[i] * re[i] - field.Im[i] * im[i], field.Re[i] * im[i] + field.Im[i] * re[i]);
    }
}
