namespace PostFocus.Simulation.Optics;

/// <summary>
/// Light through a thick scene by the beam propagation (multi-slice) method (Cowley and Moodie 1957): each layer acts on
/// the light as a thin one, and between layers the light is diffracted by the medium. Backward scattering is left out.
/// </summary>
/// <remarks>
/// Fields carry alternating signs, which puts frequency zero in the middle of the spectrum. Spectra lie turned, axes
/// [x, y]: propagation depends on |f| only, so both directions of a transform save turning back. Not for concurrent use.
/// </remarks>
internal sealed class BeamPropagation
{
    private readonly MicroscopeModel _microscope;
    private readonly LayeredScene _scene;
    private readonly FourierTransform _fourier;
    private readonly int _size;
    private readonly float[] _stepRe, _stepIm; // propagation over one spacing, with the 1/n² of an inverse transform
    private readonly ComplexField[] _layers;
    private readonly ComplexField _field, _turned;

    public BeamPropagation(MicroscopeModel microscope, LayeredScene scene, FourierTransform fourier)
    {
        (_microscope, _scene, _fourier, _size) = (microscope, scene, fourier, scene.Size);
        (_field, _turned) = (new ComplexField(_size), new ComplexField(_size));
        (_stepRe, _stepIm) = Step(scene.Height(1) - scene.Height(0));
        _layers = [.. Enumerable.Range(0, scene.LayerCount).Select(scene.Transmission)];
    }

    /// <summary>The spectrum behind the last layer, at its height, when the scene is lit from a source point; axes [fx, fy], frequency zero in the middle. Overwritten by the next call.</summary>
    public ComplexField Through(SourcePoint source)
    {
        Light(source);
        for (var l = 0; l < _layers.Length; l++)
        {
            Multiply(_field, _layers[l].Re, _layers[l].Im);
            _fourier.Columns(_field.Re, _field.Im, _size, 0, _size);
            Turn(_field, _turned);
            _fourier.Columns(_turned.Re, _turned.Im, _size, 0, _size);
            if (l == _layers.Length - 1)
                break;
            Multiply(_turned, _stepRe, _stepIm);
            _fourier.Columns(_turned.Im, _turned.Re, _size, 0, _size); // parts exchanged: inverse
            Turn(_turned, _field);
            _fourier.Columns(_field.Im, _field.Re, _size, 0, _size);
        }
        return _turned;
    }

    /// <summary>A plane wave at the first layer, in step with what it would be at height 0.</summary>
    private void Light(SourcePoint source)
    {
        var rise = _scene.Height(0) * (_microscope.AxialFrequency(source.Fx, source.Fy) - _microscope.AxialFrequency(0, 0));
        var centre = _size / 2;
        var (xRe, xIm) = Wave(source.Fx + centre, 0);
        var (yRe, yIm) = Wave(source.Fy + centre, rise);
        for (var y = 0; y < _size; y++)
            for (var x = 0; x < _size; x++)
            {
                var i = y * _size + x;
                _field.Re[i] = xRe[x] * yRe[y] - xIm[x] * yIm[y];
                _field.Im[i] = xRe[x] * yIm[y] + xIm[x] * yRe[y];
            }
    }

    private (float[] Re, float[] Im) Wave(int cycles, double offset)
    {
        float[] re = new float[_size], im = new float[_size];
        for (var i = 0; i < _size; i++)
            (im[i], re[i]) = ((float, float))Math.SinCos(2 * Math.PI * ((double)cycles * i % _size / _size + offset));
        return (re, im);
    }

    private (float[] Re, float[] Im) Step(double distance)
    {
        float[] re = new float[_size * _size], im = new float[_size * _size];
        var (centre, kz0, scale) = (_size / 2, _microscope.AxialFrequency(0, 0), 1.0 / ((double)_size * _size));
        for (var x = 0; x < _size; x++)
            for (var y = 0; y < _size; y++)
            {
                var kz = _microscope.AxialFrequency(x - centre, y - centre);
                if (double.IsNaN(kz))
                    continue; // evanescent
                var (sin, cos) = Math.SinCos(2 * Math.PI * distance * (kz - kz0));
                (re[x * _size + y], im[x * _size + y]) = ((float)(scale * cos), (float)(scale * sin));
            }
        return (re, im);
    }

    private void Turn(ComplexField from, ComplexField to)
    {
        Matrix.Transpose(from.Re, to.Re, _size, _size);
        Matrix.Transpose(from.Im, to.Im, _size, _size);
    }

    private static void Multiply(ComplexField field, float[] re, float[] im)
    {
        for (var i = 0; i < re.Length; i++)
            (field.Re[i], field.Im[i]) = (field.Re[i] * re[i] - field.Im[i] * im[i], field.Re[i] * im[i] + field.Im[i] * re[i]);
    }
}
