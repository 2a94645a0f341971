namespace PostFocus.Simulation.Optics;

internal static class ThinLayer
{
    /// <summary>What a layer does to light that passes it: exp(−a + iφ).</summary>
    public static ComplexField Transmission(int size, float[] phase, float[] absorption)
    {
        var transmission = new ComplexField(size);
        for (var i = 0; i < phase.Length; i++)
        {
            var (sin, cos) = MathF.SinCos(phase[i]);
            var amplitude = absorption[i] == 0 ? 1 : MathF.Exp(-absorption[i]);
            (transmission.Re[i], transmission.Im[i]) = (amplitude * cos, amplitude * sin);
        }
        return transmission;
    }
}
