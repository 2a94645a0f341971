using PostFocus.Imaging;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Assay;

/// <summary>Turns relative intensities into counts: electrons, shot noise, read noise, offset, digits.</summary>
internal sealed class Camera
{
    private readonly CameraOptions _options;
    private readonly double _fullScale,
        _countsPerElectron,
        _blankElectrons,
        _offset;

    public Camera(CameraOptions options, SimulationRandom random, double variation)
    {
        _options = options;
        _fullScale = Math.Pow(2, options.Bits) - 1;
        var fullScaleElectrons = options.FullScaleElectrons * Math.Exp(random.Around(0, 0.5 * variation));
        _countsPerElectron = _fullScale / fullScaleElectrons;
        _blankElectrons = fullScaleElectrons * options.BlankLevel * random.Around(1, 0.25 * variation);
        _offset = _fullScale * options.OffsetLevel;
    }

    /// <summary>What the camera gives.</summary>
    public Frame Expose(float[] intensity, int size, SimulationRandom random) =>
        Digitise(intensity, size, electrons => random.Poisson(electrons) + _options.ReadNoiseElectrons * random.Normal());

    /// <summary>What it would give without noise, rounded to the same digits.</summary>
    public Frame ExposeWithoutNoise(float[] intensity, int size) => Digitise(intensity, size, electrons => electrons);

    private Frame Digitise(float[] intensity, int size, Func<double, double> read)
    {
        var counts = new float[intensity.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            var signal = _offset + _countsPerElectron * read(_blankElectrons * intensity[i]);
            counts[i] = (float)Math.Clamp(Math.Round(signal), 0, _fullScale);
        }
        return new Frame(size, size, counts, _options.PixelType);
    }
}
