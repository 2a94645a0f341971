using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Optics;

public sealed class MicroscopeModelTests
{
    private const int N = 128;
    private const double Pixel = 0.25;

    private static readonly MicroscopeOptions s_open = MicroscopeOptions.PhaseContrast20x with { Ring = PhaseRing.None };

    [Fact]
    public void ThePupilHoldsTheFrequenciesOfItsAperture()
    {
        var points = new MicroscopeModel(s_open, N, Pixel).PupilPoints;
        var held =
            from fy in Enumerable.Range(-N / 2, N)
            from fx in Enumerable.Range(-N / 2, N)
            where Aperture(fx, fy) <= s_open.ObjectiveNA
            select (fx, fy);
        Assert.Equal(held, points.Select(p => (p.Fx, p.Fy)));
        Assert.All(points, p => Assert.Equal((1f, 0f), (p.Re, p.Im)));
    }

    /// <summary>Zernike's primary spherical aberration, 6ρ⁴ − 6ρ² + 1: 1 in the middle and at the edge, −1/2 where ρ² = 1/2.</summary>
    [Fact]
    public void SphericalAberrationDelaysAsZernikesPolynomialSays()
    {
        const double waves = 0.3;
        foreach (var point in new MicroscopeModel(s_open with { SphericalWaves = waves }, N, Pixel).PupilPoints)
        {
            var rho2 = Math.Pow(Aperture(point.Fx, point.Fy) / s_open.ObjectiveNA, 2);
            var phase = 2 * Math.PI * waves * (1.5 * Math.Pow(2 * rho2 - 1, 2) - 0.5);
            Assert.Equal(Math.Cos(phase), point.Re, 1e-5);
            Assert.Equal(Math.Sin(phase), point.Im, 1e-5);
        }
    }

    [Theory]
    [InlineData(PhaseRing.Positive, -0.6f)]
    [InlineData(PhaseRing.Negative, 0.6f)]
    public void TheRingWeakensAndTurnsTheLightOfTheCondenser(PhaseRing ring, float inRing)
    {
        var options = s_open with { Ring = ring, RingTransmission = 0.6, RingMismatchNA = 0 };
        foreach (var point in new MicroscopeModel(options, N, Pixel).PupilPoints)
        {
            var na = Aperture(point.Fx, point.Fy);
            var isInRing = na >= options.CondenserInnerNA - options.RingMarginNA && na <= options.CondenserOuterNA + options.RingMarginNA;
            Assert.Equal(isInRing ? (0, inRing) : (1, 0), (point.Re, point.Im));
        }
    }

    private static double Aperture(int fx, int fy) => double.Hypot(fx, fy) * s_open.WavelengthMicrons / (N * Pixel);
}
