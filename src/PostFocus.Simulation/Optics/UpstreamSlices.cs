namespace PostFocus.Simulation.Optics;

/// <summary>
/// What light passes before it reaches the first layer of a scene: one thin layer again and again, which is what an
/// upright wall is.
/// </summary>
/// <param name="Phase">What each slice adds to the phase; axes [y, x].</param>
/// <param name="Absorption">What each slice takes of amplitude, as an exponent; axes [y, x].</param>
/// <param name="Slices">How many there are.</param>
/// <param name="Spacing">Their distance, and that of the last one from the scene's first layer, µm.</param>
internal sealed record UpstreamSlices(float[] Phase, float[] Absorption, int Slices, double Spacing)
{
    /// <summary>What one slice does to light.</summary>
    public ComplexField Transmission(int size) => ThinLayer.Transmission(size, Phase, Absorption);

    /// <summary>The same matter seen by light of another wavelength.</summary>
    public UpstreamSlices WithPhases(double factor) => this with { Phase = [.. Phase.Select(phase => (float)factor * phase)] };
}
