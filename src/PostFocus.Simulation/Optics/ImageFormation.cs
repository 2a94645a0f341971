using PostFocus.Imaging.Fourier;

namespace PostFocus.Simulation.Optics;

/// <summary>
/// Partially coherent image formation by Abbe's method (Born &amp; Wolf, section 10.6.2): every source point lights the
/// scene with its own plane wave, the pupil filters what comes through, and the intensities add.
/// </summary>
/// <remarks>
/// The field behind the pupil, focused on plane z, lit from source point s, is
/// E_s(f; z) = P(f) exp(i2πz(k_z(f) − k_z(0))) Σ_l S_l(f − s) exp(i2πh_l(k_z(s) − k_z(f)))
/// with S_l the spectrum of the light scattered by layer l at height h_l; or, where light is diffracted within the scene,
/// what <see cref="BeamPropagation"/> gives in place of the sum. All but the defocus is kept from plane to plane.
/// Intensities are relative to an empty field. Not for concurrent use.
/// </remarks>
internal sealed class ImageFormation
{
    private readonly MicroscopeModel _microscope;
    private readonly FourierTransform<float> _fourier;
    private readonly float[] _pupilRe,
        _pupilIm; // one spectrum of the pupil's points after the other, by source point
    private readonly float[] _re,
        _im,
        _turnedRe,
        _turnedIm;

    /// <param name="microscope">The optics.</param>
    /// <param name="scene">What is imaged.</param>
    /// <param name="incident">The light that reaches a scene with <see cref="LayeredScene.Upstream"/>; null for plane waves.</param>
    public ImageFormation(MicroscopeModel microscope, LayeredScene scene, IncidentFields? incident = null)
    {
        _microscope = microscope;
        var n = microscope.GridSize;
        _fourier = new FourierTransform<float>(n);
        _re = new float[n * n];
        _im = new float[n * n];
        _turnedRe = new float[n * n];
        _turnedIm = new float[n * n];
        var count = microscope.PupilPoints.Length * microscope.SourcePoints.Length;
        _pupilRe = new float[count];
        _pupilIm = new float[count];
        if (microscope.PropagatesBeams)
            Propagate(scene, incident);
        else
            foreach (var (height, scattered) in scene.ScatteredLight())
                Add(height, scattered);
        if (microscope.Prisms is { } prisms)
            Interfere(prisms);
    }

    /// <summary>The two images of each source point's light become one.</summary>
    private void Interfere(PrismPair prisms)
    {
        var o = 0;
        foreach (var source in _microscope.SourcePoints)
        foreach (ref readonly var p in _microscope.PupilPoints.AsSpan())
        {
            var transmission = prisms.Transmission(p.Fx, p.Fy, source);
            _pupilRe[o] *= transmission;
            _pupilIm[o++] *= transmission;
        }
    }

    /// <summary>The pupil's spectra of light that went through the scene slice by slice.</summary>
    private void Propagate(LayeredScene scene, IncidentFields? incident)
    {
        int n = _microscope.GridSize,
            centre = n / 2;
        var points = _microscope.PupilPoints;
        var beam = new BeamPropagation(_microscope, scene, _fourier, incident);
        var (backRe, backIm) = Phasors(-beam.LastHeight);
        for (var s = 0; s < _microscope.SourcePoints.Length; s++)
        {
            var spectrum = beam.Through(s);
            for (var i = 0; i < points.Length; i++)
            {
                ref readonly var p = ref points[i];
                var at = (p.Fx + centre) * n + p.Fy + centre;
                float re = spectrum.Re[at] * backRe[i] - spectrum.Im[at] * backIm[i],
                    im = spectrum.Re[at] * backIm[i] + spectrum.Im[at] * backRe[i];
                _pupilRe[s * points.Length + i] = re * p.Re - im * p.Im;
                _pupilIm[s * points.Length + i] = re * p.Im + im * p.Re;
            }
        }
    }

    /// <summary>Adds one layer's light to the pupil's spectrum of every source point.</summary>
    private void Add(double height, ComplexField scattered)
    {
        int n = _microscope.GridSize,
            centre = n / 2;
        Alternate(scattered);
        _fourier.Forward(scattered.Re, scattered.Im);

        var points = _microscope.PupilPoints;
        var (filterRe, filterIm) = Phasors(-height);
        for (var i = 0; i < points.Length; i++)
            (filterRe[i], filterIm[i]) = (
                filterRe[i] * points[i].Re - filterIm[i] * points[i].Im,
                filterRe[i] * points[i].Im + filterIm[i] * points[i].Re
            );

        for (var s = 0; s < _microscope.SourcePoints.Length; s++)
        {
            var source = _microscope.SourcePoints[s];
            var (tiltIm, tiltRe) = ((float, float))
                Math.SinCos(2 * Math.PI * height * (_microscope.AxialFrequency(source.Fx, source.Fy) - _microscope.AxialFrequency(0, 0)));
            foreach (var (first, count) in _microscope.PupilRows)
            {
                var at = (points[first].Fy - source.Fy + centre) * n + points[first].Fx - source.Fx + centre;
                var to = s * points.Length + first;
                ComplexSpans.AddProduct(
                    scattered.Re.AsSpan(at, count),
                    scattered.Im.AsSpan(at, count),
                    filterRe.AsSpan(first, count),
                    filterIm.AsSpan(first, count),
                    tiltRe,
                    tiltIm,
                    _pupilRe.AsSpan(to, count),
                    _pupilIm.AsSpan(to, count)
                );
            }
        }
    }

    /// <summary>Alternating signs move frequency zero from the spectrum's corner to its middle, so that no shift wraps.</summary>
    private static void Alternate(ComplexField field)
    {
        for (var y = 0; y < field.Size; y++)
        for (var x = 1 - y % 2; x < field.Size; x += 2)
        {
            field.Re[y * field.Size + x] *= -1;
            field.Im[y * field.Size + x] *= -1;
        }
    }

    /// <summary>
    /// The intensity on the grid, columns and rows [margin, n − margin), focused on plane <paramref name="z"/> (µm,
    /// positive towards the objective). Axes [y, x].
    /// </summary>
    public float[] Image(double z, int margin = 0)
    {
        int n = _microscope.GridSize,
            size = n - 2 * margin,
            reach = _microscope.Reach;
        var points = _microscope.PupilPoints;
        var (focusRe, focusIm) = Phasors(z);
        var intensity = new float[size * size]; // axes [x, y] while it is summed

        for (var s = 0; s < _microscope.SourcePoints.Length; s++)
        {
            Array.Clear(_re);
            Array.Clear(_im);
            for (int i = 0, o = s * points.Length; i < points.Length; i++, o++)
            {
                ref readonly var p = ref points[i];
                // Shifted so that the pupil fills a corner: only the field's phase changes, and fewer columns hold light.
                var at = (p.Fy + reach) * n + p.Fx + reach;
                _re[at] = _pupilRe[o] * focusRe[i] - _pupilIm[o] * focusIm[i];
                _im[at] = _pupilRe[o] * focusIm[i] + _pupilIm[o] * focusRe[i];
            }
            var lit = 2 * reach + 1;
            _fourier.Columns(_im, _re, n, 0, lit); // parts exchanged: inverse
            Turn(_re, _turnedRe, lit);
            Turn(_im, _turnedIm, lit);
            _fourier.Columns(_turnedIm, _turnedRe, n, margin / 16 * 16, n - margin);
            AddIntensity(intensity, size, margin);
        }
        return Normalise(intensity, size);
    }

    /// <summary>The lit columns become rows; the other rows become dark.</summary>
    private void Turn(float[] from, float[] to, int lit)
    {
        var n = _microscope.GridSize;
        Matrix.Transpose(from, to, n, lit);
        Array.Clear(to, lit * n, (n - lit) * n);
    }

    /// <summary>exp(i2πd(k_z(f) − k_z(0))) over the pupil.</summary>
    private (float[] Re, float[] Im) Phasors(double distance)
    {
        var points = _microscope.PupilPoints;
        float[] re = new float[points.Length],
            im = new float[points.Length];
        var kz0 = _microscope.AxialFrequency(0, 0);
        for (var i = 0; i < points.Length; i++)
            (im[i], re[i]) = ((float, float))Math.SinCos(2 * Math.PI * distance * (points[i].Kz - kz0));
        return (re, im);
    }

    private void AddIntensity(float[] intensity, int size, int margin)
    {
        var n = _microscope.GridSize;
        for (var x = 0; x < size; x++)
        {
            var re = _turnedRe.AsSpan((x + margin) * n + margin, size);
            var im = _turnedIm.AsSpan((x + margin) * n + margin, size);
            var sum = intensity.AsSpan(x * size, size);
            for (var y = 0; y < size; y++)
                sum[y] += re[y] * re[y] + im[y] * im[y];
        }
    }

    /// <summary>Divides by what an empty field would give, and turns the axes to [y, x].</summary>
    private float[] Normalise(float[] intensity, int size)
    {
        var empty = 0.0;
        foreach (var source in _microscope.SourcePoints)
        {
            var direct = Array.Find(_microscope.PupilPoints, p => p.Fx == source.Fx && p.Fy == source.Fy);
            var passes = _microscope.Prisms?.Transmission(source.Fx, source.Fy, source) ?? 1;
            empty += passes * passes * (direct.Re * direct.Re + direct.Im * direct.Im);
        }
        if (empty == 0)
            throw new InvalidOperationException("No source point lies in the pupil: dark field has no empty-field brightness to refer to.");

        var scale = (float)(1 / (empty * Math.Pow(_microscope.GridSize, 4)));
        var image = new float[size * size];
        for (var y = 0; y < size; y++)
        for (var x = 0; x < size; x++)
            image[y * size + x] = intensity[x * size + y] * scale;
        return image;
    }
}
