using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>A circle with the harmonics 2, 3, … of a wobble that breathes with age.</summary>
internal sealed class HarmonicOutline : Outline
{
    private readonly (double Amplitude, double Phase, double Rate)[] _harmonics;

    public HarmonicOutline(SimulationRandom random, int harmonics, double roughness)
    {
        _harmonics = new (double, double, double)[harmonics];
        for (var k = 0; k < harmonics; k++)
            _harmonics[k] = (roughness * random.Normal() / (k + 1), random.Uniform(0, 2 * Math.PI), random.Around(0, 0.04));
    }

    public override double Extent => 1.4;

    public override double Radius(double angle, double age)
    {
        var radius = 1.0;
        for (var k = 0; k < _harmonics.Length; k++)
            radius += _harmonics[k].Amplitude * Math.Cos((k + 2) * angle + _harmonics[k].Phase + _harmonics[k].Rate * age);
        return Math.Clamp(radius, 0.6, Extent);
    }
}
