using PostFocus.Imaging.Fourier;

namespace PostFocus.Simulation.Optics;

/// <summary>
/// Light through a thick scene by the beam propagation (multi-slice) method (Cowley and Moodie 1957): each layer acts on
/// the light as a thin one, and between layers the light is diffracted by the medium. Backward scattering is left out.
/// </summary>
internal sealed class BeamPropagation
{
    private readonly MicroscopeModel _microscope;
    private readonly IncidentFields? _incident;
    private readonly Beam _beam;
    private readonly double _firstHeight;
    private readonly (ComplexField? Step, ComplexField Transmission)[] _layers; // the step leads to the layer

    public BeamPropagation(MicroscopeModel microscope, LayeredScene scene, FourierTransform<float> fourier, IncidentFields? incident = null)
    {
        (_microscope, _incident) = (microscope, incident);
        _beam = new Beam(microscope, fourier);
        // Layers without matter are passed in one step; the first one stays where light from upstream meets it.
        int[] filled = [.. Enumerable.Range(0, scene.LayerCount).Where(l => (l == 0 && incident is not null) || !scene.IsEmpty(l))];
        if (filled.Length == 0)
            filled = [0];
        var steps = filled
            .Zip(filled.Skip(1), (from, to) => to - from)
            .Distinct()
            .ToDictionary(count => count, count => _beam.Step(count * scene.Spacing));
        _layers = [.. filled.Select((layer, i) => (i == 0 ? null : steps[layer - filled[i - 1]], scene.Transmission(layer)))];
        (_firstHeight, LastHeight) = (scene.Height(filled[0]), scene.Height(filled[^1]));
    }

    /// <summary>Height in µm of the last layer with matter.</summary>
    public double LastHeight { get; }

    /// <summary>
    /// The spectrum behind the last layer with matter, at its height, when the scene is lit from the source point of that
    /// index; axes [fx, fy], frequency zero in the middle. Overwritten by the next call.
    /// </summary>
    public ComplexField Through(int source)
    {
        if (_incident is null)
            _beam.Light(_microscope.SourcePoints[source], _firstHeight);
        else
            _beam.Load(_incident.Fields[source]);
        foreach (var (step, transmission) in _layers)
        {
            if (step is not null)
                _beam.Diffract(step);
            _beam.Pass(transmission);
        }
        return _beam.Spectrum;
    }
}
