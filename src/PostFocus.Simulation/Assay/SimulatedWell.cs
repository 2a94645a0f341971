using System.Numerics;
using PostFocus.Imaging;
using PostFocus.Simulation.Optics;

namespace PostFocus.Simulation;

/// <summary>One well under its own variant of the microscope and camera.</summary>
internal sealed class SimulatedWell
{
    private const int Oversampling = 2; // grid points a camera pixel, each way
    private const double GuardMicrons = 8; // around the field, so that defocus does not wrap into it

    private readonly AssayOptions _options;
    private readonly int _index;
    private readonly MicroscopeModel _microscope;
    private readonly Camera _camera;
    private readonly FieldLight _light;
    private readonly int _gridSize;

    public SimulatedWell(AssayOptions options, int index)
    {
        _options = options;
        _index = index;
        var random = new SimulationRandom(options.Seed, index, Purpose.Instrument);
        var instrument = Vary(options.Microscope, random, options.Variation);
        _gridSize = (int)BitOperations.RoundUpToPowerOf2(
            (uint)(Oversampling * options.Size + 2 * Math.Ceiling(GuardMicrons / GridPixel)));
        var (sin, cos) = Math.SinCos(random.Uniform(0, 2 * Math.PI));
        var decentring = instrument.MisalignmentNA * random.Uniform();
        _microscope = new MicroscopeModel(instrument, _gridSize, GridPixel, decentring * cos, decentring * sin);
        _camera = new Camera(options.Camera, random, options.Variation);
        _light = new FieldLight(options.Nanowell, options.Size, random);
        Content = new Nanowell(options.Nanowell, instrument.WavelengthMicrons, Random(Purpose.Scene), options.Variation);
    }

    public string Name => $"well{_index:0000}";

    public Nanowell Content { get; }

    private double GridPixel => _options.PixelSize / Oversampling;

    /// <summary>The well's own random numbers for a purpose.</summary>
    public SimulationRandom Random(ulong purpose) => new(_options.Seed, _index, purpose);

    /// <summary>Frames of this instant in the given planes (µm), each with its own noise, all with the same reference.</summary>
    public IEnumerable<SimulatedFrame> Film(int firstFrame, params IEnumerable<double> planes)
    {
        var light = new ImageFormation(_microscope, Content.Draw(_gridSize, GridPixel));
        var reference = _camera.ExposeWithoutNoise(OnCamera(light, 0), _options.Size);
        var frame = firstFrame;
        foreach (var z in planes)
        {
            var exposed = _camera.Expose(OnCamera(light, z), _options.Size, Random(Purpose.Noise(frame)));
            yield return new SimulatedFrame(Name, frame++, exposed, reference, z, Math.Abs(z) > _options.OutOfFocusMicrons);
        }
    }

    /// <summary>Intensity integrated over the camera's pixels.</summary>
    private float[] OnCamera(ImageFormation light, double z)
    {
        var size = _options.Size;
        var margin = (_gridSize - Oversampling * size) / 2;
        var fine = light.Image(z, margin);
        var image = new float[size * size];
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
            {
                var sum = 0f;
                for (var dy = 0; dy < Oversampling; dy++)
                    for (var dx = 0; dx < Oversampling; dx++)
                        sum += fine[(Oversampling * y + dy) * Oversampling * size + Oversampling * x + dx];
                image[y * size + x] = sum / (Oversampling * Oversampling) * _light.Factors[y * size + x];
            }
        return image;
    }

    /// <summary>No two instruments are alike, nor is one from day to day.</summary>
    private static MicroscopeOptions Vary(MicroscopeOptions o, SimulationRandom random, double variation)
    {
        var condenser = random.Around(1, 0.05 * variation);
        var transmission = o.RingTransmission * random.Around(1, 0.25 * variation);
        var aperture = random.Around(1, 0.03 * variation);
        return o with
        {
            // A stretched condenser must still lie within the pupil.
            ObjectiveNA = o.ObjectiveNA * aperture,
            CondenserInnerNA = o.CondenserInnerNA * condenser,
            CondenserOuterNA = o.CondenserOuterNA * condenser,
            RingTransmission = Math.Clamp(transmission, 0.05, 1),
            WavelengthMicrons = o.WavelengthMicrons * random.Around(1, 0.03 * variation),
        };
    }
}
