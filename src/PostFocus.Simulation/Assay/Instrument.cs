using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Assay;

/// <summary>The microscope of one well.</summary>
internal static class Instrument
{
    /// <param name="o">The microscope that wells vary around.</param>
    /// <param name="variation">Scale of its spread.</param>
    /// <param name="random">Draws light and lenses.</param>
    /// <param name="contrast">Draws what makes contrast, so that this shifts no other draw.</param>
    public static MicroscopeOptions Draw(MicroscopeOptions o, double variation, SimulationRandom random, SimulationRandom contrast)
    {
        var spread = o.Spread;
        var condenser = random.Around(1, spread.Condenser * variation);
        return o with
        {
            CondenserInnerNA = o.CondenserInnerNA * condenser,
            CondenserOuterNA = o.CondenserOuterNA * condenser,
            RingTransmission = Math.Clamp(o.RingTransmission * random.Around(1, spread.RingTransmission * variation), 0.05, 1),
            ObjectiveNA = Math.Min(o.ObjectiveNA * random.Around(1, spread.ObjectiveNA * variation), 0.99 * o.MediumIndex),
            WavelengthMicrons = o.WavelengthMicrons * random.Around(1, spread.Wavelength * variation),
            Ring = contrast.Chance(spread.OtherRingShare) ? Other(o.Ring) : o.Ring,
            Dic = o.Dic is { } dic ? Draw(dic, spread, variation, contrast) : null,
        };
    }

    private static DicOptions Draw(DicOptions dic, MicroscopeSpread spread, double variation, SimulationRandom random) =>
        dic with
        {
            ShearMicrons = Math.Clamp(
                dic.ShearMicrons * random.Around(1, spread.Shear * variation),
                DicOptions.LeastShear,
                DicOptions.GreatestShear
            ),
            BiasDegrees = Math.Clamp(
                dic.BiasDegrees * random.Around(1, spread.Bias * variation),
                DicOptions.LeastBias,
                DicOptions.GreatestBias
            ),
            DirectionDegrees = dic.DirectionDegrees + random.Around(0, spread.DirectionDegrees * variation),
        };

    private static PhaseRing Other(PhaseRing ring) =>
        ring switch
        {
            PhaseRing.Positive => PhaseRing.Negative,
            PhaseRing.Negative => PhaseRing.Positive,
            _ => PhaseRing.None,
        };
}
