namespace PostFocus.Simulation.Optics;

/// <summary>
/// A scene as a stack of thin layers: what a thick object adds to phase and absorption is split over the layers that it
/// crosses, so that its parts go out of focus each in its own plane.
/// </summary>
internal sealed class LayeredScene
{
    private readonly double _spacing;
    private readonly Layer[] _layers;

    /// <param name="size">Grid points a side.</param>
    /// <param name="pixel">Grid pixel in µm.</param>
    /// <param name="layers">Number of layers, centred on height 0.</param>
    /// <param name="spacing">Distance between layers in µm.</param>
    public LayeredScene(int size, double pixel, int layers, double spacing)
    {
        Size = size;
        Pixel = pixel;
        _spacing = spacing;
        _layers = new Layer[layers];
        for (var l = 0; l < layers; l++)
            _layers[l] = new Layer((l - (layers - 1) / 2.0) * spacing, new float[size * size], new float[size * size]);
    }

    public int Size { get; }
    public double Pixel { get; }
    public int LayerCount => _layers.Length;

    /// <summary>Distance between layers in µm.</summary>
    public double Spacing => _spacing;

    /// <summary>What lies before the first layer, for light that is propagated; null for nothing.</summary>
    public UpstreamSlices? Upstream { get; set; }

    public double Height(int layer) => _layers[layer].Height;

    public float[] Phase(int layer) => _layers[layer].Phase;

    public float[] Absorption(int layer) => _layers[layer].Absorption;

    /// <summary>Whether light passes a layer as if nothing were there.</summary>
    public bool IsEmpty(int layer) =>
        !_layers[layer].Phase.AsSpan().ContainsAnyExcept(0f) && !_layers[layer].Absorption.AsSpan().ContainsAnyExcept(0f);

    /// <summary>Position in µm of a grid index, 0 in the middle of the grid.</summary>
    public double Position(int index) => (index - (Size - 1) / 2.0) * Pixel;

    /// <summary>The positions in µm of all grid indices along a side.</summary>
    public float[] Positions() => [.. Enumerable.Range(0, Size).Select(i => (float)Position(i))];

    /// <summary>The grid indices whose positions lie in [centre − reach, centre + reach].</summary>
    public (int From, int To) Span(double centre, double reach) =>
        (
            Math.Clamp((int)Math.Ceiling((centre - reach) / Pixel + (Size - 1) / 2.0), 0, Size),
            Math.Clamp((int)Math.Floor((centre + reach) / Pixel + (Size - 1) / 2.0) + 1, 0, Size)
        );

    /// <summary>
    /// Adds a column of matter from <paramref name="bottom"/> to <paramref name="top"/> (µm), phase per µm of height, over its layers.
    /// </summary>
    public void AddColumn(int pixel, double bottom, double top, double phasePerMicron)
    {
        for (var l = 0; l < _layers.Length; l++)
        {
            // The outermost layers take whatever lies beyond them.
            var low = l == 0 ? double.NegativeInfinity : _layers[l].Height - _spacing / 2;
            var high = l == _layers.Length - 1 ? double.PositiveInfinity : _layers[l].Height + _spacing / 2;
            var inside = Math.Min(top, high) - Math.Max(bottom, low);
            if (inside > 0)
                _layers[l].Phase[pixel] += (float)(inside * phasePerMicron);
        }
    }

    /// <summary>The layer nearest to a height.</summary>
    public int Nearest(double height) => Math.Clamp((int)Math.Round(height / _spacing + (_layers.Length - 1) / 2.0), 0, _layers.Length - 1);

    /// <summary>The same matter seen by light of another wavelength: phases times <paramref name="factor"/>.</summary>
    public LayeredScene WithPhases(double factor)
    {
        var scene = new LayeredScene(Size, Pixel, LayerCount, _spacing);
        for (var l = 0; l < LayerCount; l++)
        {
            for (var i = 0; i < scene.Phase(l).Length; i++)
                scene.Phase(l)[i] = (float)factor * Phase(l)[i];
            Absorption(l).CopyTo(scene.Absorption(l), 0);
        }
        scene.Upstream = Upstream?.WithPhases(factor);
        return scene;
    }

    /// <summary>What a layer does to light that passes it.</summary>
    public ComplexField Transmission(int layer) => ThinLayer.Transmission(Size, Phase(layer), Absorption(layer));

    /// <summary>
    /// The light that each layer scatters out of a plane wave of amplitude 1: with t_l = exp(−a_l + iφ_l),
    /// s_l = t_0 ⋯ t_{l−1} (t_l − 1), and the unscattered wave itself. They sum to the product of all t_l, so a scene
    /// without depth is treated exactly; between layers light scattered twice is carried as if by the later layer.
    /// </summary>
    public IEnumerable<(double Height, ComplexField Field)> ScatteredLight()
    {
        var through = new ComplexField(Size);
        Array.Fill(through.Re, 1);
        var direct = new ComplexField(Size);
        Array.Fill(direct.Re, 1);
        yield return (0, direct);
        foreach (var layer in _layers)
        {
            var scattered = new ComplexField(Size);
            var empty = true;
            for (var i = 0; i < layer.Phase.Length; i++)
            {
                if (layer.Phase[i] == 0 && layer.Absorption[i] == 0)
                    continue;
                empty = false;
                var (sin, cos) = MathF.SinCos(layer.Phase[i]);
                var amplitude = layer.Absorption[i] == 0 ? 1 : MathF.Exp(-layer.Absorption[i]);
                float tr = amplitude * cos,
                    ti = amplitude * sin,
                    re = through.Re[i],
                    im = through.Im[i];
                scattered.Re[i] = re * (tr - 1) - im * ti;
                scattered.Im[i] = re * ti + im * (tr - 1);
                through.Re[i] = re * tr - im * ti;
                through.Im[i] = re * ti + im * tr;
            }
            if (!empty)
                yield return (layer.Height, scattered);
        }
    }

    private readonly record struct Layer(double Height, float[] Phase, float[] Absorption);
}
