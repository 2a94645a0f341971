namespace PostFocus.Simulation.Optics;

/// <summary>
/// Light through a thick scene by the beam propagation (multi-slice) method (Cowley and Moodie 1957): each layer acts on
/// the light as a thin one, and between layers the light is diffracted by the medium. Backward scattering is left out.
/// </summary>
internal sealed class BeamPropagation
{
    private readonly MicroscopeModel _microscope;
    private readonly LayeredScene _scene;
    private readonly EntranceLight? _entrance;
    private readonly Beam _beam;
    private readonly ComplexField _step;
    private readonly ComplexField[] _layers;

    public BeamPropagation(MicroscopeModel microscope, LayeredScene scene, FourierTransform fourier, EntranceLight? entrance = null)
    {
        (_microscope, _scene, _entrance) = (microscope, scene, entrance);
        _beam = new Beam(microscope, fourier);
        _step = _beam.Step(scene.Spacing);
        _layers = [.. Enumerable.Range(0, scene.LayerCount).Select(scene.Transmission)];
    }

    /// <summary>
    /// The spectrum behind the last layer, at its height, when the scene is lit from the source point of that index; axes
    /// [fx, fy], frequency zero in the middle. Overwritten by the next call.
    /// </summary>
    public ComplexField Through(int source)
    {
        if (_entrance is null)
            _beam.Light(_microscope.SourcePoints[source], _scene.Height(0));
        else
            _beam.Load(_entrance.Fields[source]);
        _beam.Pass(_layers[0]);
        foreach (var layer in _layers.AsSpan(1))
        {
            _beam.Diffract(_step);
            _beam.Pass(layer);
        }
        return _beam.Spectrum;
    }
}
