using PostFocus.Simulation.Optics;

namespace PostFocus.Simulation.Tests.Optics;

public class AngularSpectrumTests
{
    private const int N = 128;
    private const double Pixel = 0.325,
        Wavelength = 0.55,
        Index = 1.34;

    [Theory]
    [InlineData(-25)]
    [InlineData(3)]
    [InlineData(40)]
    public void PropagationKeepsEnergy(double z)
    {
        var field = SmoothPhase(0.8);
        var moved = AngularSpectrum.Propagate(field, Pixel, Wavelength, Index, z);
        Assert.Equal(1, Energy(moved) / Energy(field), 1e-5);
    }

    [Fact]
    public void PropagationThereAndBackIsNone()
    {
        var field = SmoothPhase(0.8);
        var there = AngularSpectrum.Propagate(field, Pixel, Wavelength, Index, 17);
        var back = AngularSpectrum.Propagate(there, Pixel, Wavelength, Index, -17);
        for (var i = 0; i < field.Re.Length; i++)
            Assert.Equal(field.Re[i], back.Re[i], 1e-4f);
    }

    /// <summary>∂I/∂z = −(λ/2πn) ∇·(I∇φ) (Teague 1983), here with I = 1 and φ = ε cos qx, so ∇²φ = −q²φ.</summary>
    [Fact]
    public void IntensityIsTransportedAlongThePhaseGradient()
    {
        const double epsilon = 0.02,
            z = 0.5;
        var q = 2 * Math.PI * 4 / (N * Pixel);
        var field = Grating(epsilon, 4);
        var moved = AngularSpectrum.Propagate(field, Pixel, Wavelength, Index, z);
        var predicted = z * Wavelength / (2 * Math.PI * Index) * q * q * epsilon;
        for (var x = 0; x < N; x++)
        {
            var change = moved.Re[x] * moved.Re[x] + moved.Im[x] * moved.Im[x] - 1;
            Assert.Equal(predicted * Math.Cos(q * x * Pixel), change, 0.02 * predicted);
        }
    }

    /// <summary>Lines finer than the wavelength: 3.1 cycles per µm where light in the medium carries 2.4.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void WavesThatDoNotTravelAreDropped(double z)
    {
        var moved = AngularSpectrum.Propagate(Grating(0.02, 60), pixelSize: 0.15, Wavelength, Index, z);
        Assert.All(moved.Re.Zip(moved.Im), field => Assert.Equal(0, field.Second, 1e-4f));
        Assert.All(moved.Re, re => Assert.Equal(1, re, 1e-3f));
    }

    private static ComplexField Grating(double epsilon, int periods) =>
        FromPhase((x, _) => epsilon * Math.Cos(2 * Math.PI * periods * x / N));

    private static ComplexField SmoothPhase(double radians) =>
        FromPhase((x, y) => radians * Math.Exp(-(Math.Pow(x - 60, 2) + Math.Pow(y - 70, 2)) / 200));

    private static ComplexField FromPhase(Func<int, int, double> phase)
    {
        var field = new ComplexField(N);
        for (var y = 0; y < N; y++)
        for (var x = 0; x < N; x++)
            (field.Im[y * N + x], field.Re[y * N + x]) = ((float, float))Math.SinCos(phase(x, y));
        return field;
    }

    private static double Energy(ComplexField field)
    {
        var sum = 0.0;
        for (var i = 0; i < field.Re.Length; i++)
            sum += (double)field.Re[i] * field.Re[i] + (double)field.Im[i] * field.Im[i];
        return sum;
    }
}
