using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Optics;

/// <summary>
/// The two prisms of differential interference contrast (Nomarski). The image's field is half the difference of the
/// scene's, displaced by −s/2 and s/2 and retarded by β/2 and −β/2: the spectrum times i sin(πs·f + β/2). The prism at the
/// condenser undoes for each source point what the other does to its direct light, so that f counts from the source.
/// </summary>
/// <param name="options">Shear s, its direction, and bias β.</param>
/// <param name="frequencyStep">Cycles per µm of one cycle per grid.</param>
internal sealed class PrismPair(DicOptions options, double frequencyStep)
{
    private readonly double _bias = options.BiasDegrees / 360;
    private readonly (double Sin, double Cos) _way = Math.SinCos(options.DirectionDegrees * Math.PI / 180);
    private readonly double _shear = options.ShearMicrons * frequencyStep;

    /// <summary>
    /// What is left of a wave's amplitude, for light from a source point that the scene has sent to a frequency (cycles per grid).
    /// </summary>
    public float Transmission(int fx, int fy, SourcePoint source) =>
        (float)Math.Sin(Math.PI * (_shear * ((fx - source.Fx) * _way.Cos + (fy - source.Fy) * _way.Sin) + _bias));
}
