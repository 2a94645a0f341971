using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;
using PostFocus.Simulation.Scene;

namespace PostFocus.Simulation.Assay;

/// <summary>One well under its own variant of the microscope and camera.</summary>
internal sealed class SimulatedWell
{
    private readonly AssayOptions _options;
    private readonly int _index;
    private readonly ComputingGrid _grid;
    private readonly double _sliceMicrons;
    private readonly (MicroscopeModel Microscope, double PhaseFactor)[] _lines;
    private readonly Camera _camera;
    private readonly FieldLight _light;
    private IncidentFields?[]? _incident; // one a wavelength, kept for the well's later frames

    public SimulatedWell(AssayOptions options, int index)
    {
        _options = options;
        _index = index;
        _grid = ComputingGrid.For(options);
        var random = Random(Purpose.Instrument);
        var instrument = Instrument.Draw(options.Microscope, options.Variation, random, Random(Purpose.Contrast));
        var (sin, cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
        var decentring = instrument.MisalignmentNA * random.Uniform();
        _sliceMicrons = instrument.SliceMicrons;
        _lines =
        [
            .. instrument
                .Wavelengths()
                .Select(wavelength =>
                    (
                        new MicroscopeModel(
                            instrument with
                            {
                                WavelengthMicrons = wavelength,
                            },
                            _grid.Size,
                            _grid.Pixel,
                            decentring * cos,
                            decentring * sin
                        ),
                        instrument.WavelengthMicrons / wavelength
                    )
                ),
        ];
        _camera = new Camera(options.Camera, random, options.Variation);
        _light = new FieldLight(options.Nanowell, options.Size, random);
        Content = new Nanowell(options.Nanowell, instrument.WavelengthMicrons, Random(Purpose.Scene), options.Variation);
    }

    public string Name => $"well{_index:0000}";

    public Nanowell Content { get; }

    /// <summary>The well's own random numbers for a purpose.</summary>
    public SimulationRandom Random(ulong purpose) => new(_options.Seed, _index, purpose);

    /// <summary>
    /// Frames of this instant in the given planes (µm from best focus), each with its own noise, all with the same reference.
    /// </summary>
    public IEnumerable<SimulatedFrame> Film(int firstFrame, params IEnumerable<double> planes)
    {
        var scene = Content.Draw(_grid.Size, _grid.Pixel, _sliceMicrons);
        LayeredScene[] scenes = [.. _lines.Select(l => l.PhaseFactor == 1 ? scene : scene.WithPhases(l.PhaseFactor))];
        _incident ??= [.. _lines.Zip(scenes, (l, s) => IncidentFields.Of(l.Microscope, s))];
        ImageFormation[] formations = [.. _lines.Select((l, i) => new ImageFormation(l.Microscope, scenes[i], _incident[i]))];
        var reference = _camera.ExposeWithoutNoise(OnCamera(formations, _options.FocusOffsetMicrons), _options.Size);
        var frame = firstFrame;
        foreach (var z in planes)
        {
            var plane = z + _options.FocusOffsetMicrons;
            var exposed = _camera.Expose(OnCamera(formations, plane), _options.Size, Random(Purpose.Noise(frame)));
            yield return new SimulatedFrame(
                _index,
                Name,
                frame++,
                exposed,
                reference,
                z,
                Math.Abs(z) > _options.OutOfFocusMicrons,
                CellsTruth.Of(Content, _grid, plane)
            )
            {
                PixelMicrons = _options.PixelSize,
            };
        }
    }

    private float[] OnCamera(ImageFormation[] formations, double z)
    {
        var image = new float[_options.Size * _options.Size];
        foreach (var formation in formations)
        {
            var line = _grid.Integrate(formation.Image(z, _grid.Margin));
            for (var i = 0; i < image.Length; i++)
                image[i] += line[i];
        }
        for (var i = 0; i < image.Length; i++)
            image[i] *= _light.Factors[i] / formations.Length;
        return image;
    }
}
