using PostFocus.Imaging;

namespace PostFocus.Simulation.Options;

/// <summary>The prisms of differential interference contrast (Nomarski): light passes the scene twice, a shear apart.</summary>
public sealed record DicOptions
{
    internal const double LeastShear = 0.05,
        GreatestShear = 2,
        LeastBias = 5,
        GreatestBias = 175;

    /// <summary>
    /// Distance of the two images in the sample in µm. Prisms are made for about half of what the objective resolves
    /// (0.61 λ/NA). 0.05 to 2. Default 0.3.
    /// </summary>
    public double ShearMicrons { get; init; } = 0.3;

    /// <summary>
    /// Direction of the shear, from +x towards +y (down), in degrees; the side of dense matter that it points away from is bright. −180 to
    /// 180. Default 45.
    /// </summary>
    public double DirectionDegrees { get; init; } = 45;

    /// <summary>
    /// Retardation of one image against the other in degrees (90 is λ/4). Less gives more contrast on a darker ground, 180
    /// none. 5 to 175. Default 45.
    /// </summary>
    public double BiasDegrees { get; init; } = 45;

    internal void Validate()
    {
        Require.Between(ShearMicrons, LeastShear, GreatestShear, "µm");
        Require.Between(DirectionDegrees, -180, 180, "°");
        Require.Between(BiasDegrees, LeastBias, GreatestBias, "°");
    }
}
