using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;
using PostFocus.Simulation.Scene;

namespace PostFocus.Simulation.Tests.Optics;

public class ImageFormationTests
{
    private const int N = 128;
    private const double Pixel = 0.325;

    private static readonly MicroscopeOptions s_coherent = new()
    {
        CondenserInnerNA = 0,
        CondenserOuterNA = 0.005,
        SourcePoints = 1,
        Ring = PhaseRing.None,
    };

    private static readonly MicroscopeOptions s_brightField = s_coherent with { CondenserOuterNA = 0.2, SourcePoints = 16 };

    [Theory]
    [InlineData(0)]
    [InlineData(-10)]
    public void AnEmptyFieldHasIntensityOneInEveryPlane(double z)
    {
        var image = Form(MicroscopeOptions.PhaseContrast20x, (_, _) => 0).Image(z);
        Assert.All(image, value => Assert.Equal(1, value, 1e-4f));
    }

    [Fact]
    public void DefocusMovesEnergyButKeepsIt()
    {
        var formation = Form(s_brightField with { ObjectiveNA = 0.6 }, Bump(1.5, 2));
        var focused = formation.Image(0).Average();
        foreach (var z in new[] { -20.0, -5, 8, 20 })
            Assert.Equal(focused, formation.Image(z).Average(), 1e-4f);
    }

    /// <summary>Zernike: with direct light turned by ∓90° and passed by t, I = t² ∓ 2tφ; an empty field is t².</summary>
    [Theory]
    [InlineData(PhaseRing.Positive, -1)]
    [InlineData(PhaseRing.Negative, 1)]
    public void AWeakPhaseObjectInFocusIsSeenAsItsPhase(PhaseRing ring, int sign)
    {
        const double t = 0.6,
            phi = 0.01;
        var microscope = s_coherent with { Ring = ring, RingTransmission = t, RingMarginNA = 0.02 };
        var image = Form(microscope, Grating(phi, 12)).Image(0);
        for (var x = 0; x < N; x++)
            Assert.Equal((t * t + sign * 2 * t * phi * Wave(x, 12)) / (t * t), image[x], 0.05 * phi / t);
    }

    [Fact]
    public void AWeakPhaseObjectInBrightFieldIsInvisibleInFocusAndInvertsItsContrastAcrossIt()
    {
        var formation = Form(s_brightField, Bump(0.05, 1.2));
        float[] focused = formation.Image(0),
            above = formation.Image(5),
            below = formation.Image(-5);
        var middle = N / 2 * N + N / 2;
        Assert.True(above[middle] > 1.005);
        Assert.True(below[middle] < 0.995);
        Assert.Equal(1, focused[middle], 1e-3f);
        Assert.True(Correlation(above, below) < -0.98);
    }

    /// <summary>∂I/∂z = −(λ/2πn) ∇²φ for a weak phase object in coherent light (Teague 1983).</summary>
    [Fact]
    public void IntensityNearFocusFollowsTheTransportEquation()
    {
        const double phi = 0.02,
            z = 0.4;
        var q = 2 * Math.PI * 4 / (N * Pixel);
        var predicted = z * 0.55 / (2 * Math.PI * 1.34) * q * q * phi;
        var image = Form(s_coherent, Grating(phi, 4)).Image(z);
        for (var x = 0; x < N; x++)
            Assert.Equal(1 + predicted * Wave(x, 4), image[x], 0.03 * predicted);
    }

    [Fact]
    public void ALayerAboveFocusIsImagedAsFocusingBelowIt()
    {
        const double height = 3;
        var microscope = new MicroscopeModel(s_brightField, N, Pixel);
        var phase = Bump(0.3, 1.5);
        var raised = Draw(new LayeredScene(N, Pixel, 3, height), 2, phase);
        var flat = Draw(new LayeredScene(N, Pixel, 1, height), 0, phase);
        var ours = new ImageFormation(microscope, raised).Image(0);
        var expected = new ImageFormation(microscope, flat).Image(-height);
        for (var i = 0; i < ours.Length; i++)
            Assert.Equal(expected[i], ours[i], 2e-3f);
    }

    [Fact]
    public void FineDetailFadesWithDefocusEitherWay()
    {
        var random = new SimulationRandom(3, 0, 0);
        var texture = new Ripple(random, 1.5, 3);
        var formation = Form(
            MicroscopeOptions.PhaseContrast20x,
            (x, y) => 0.1 * texture.At((float)(x * Pixel), (float)(y * Pixel)) * Bump(1, 8)(x, y)
        );
        foreach (var side in new[] { 1, -1 })
        {
            var power = new[] { 0, 2.5, 5, 10 }.Select(z => GradientPower(formation.Image(side * z))).ToArray();
            Assert.True(power[1] < 0.8 * power[0] && power[2] < 0.8 * power[1] && power[3] < 0.8 * power[2], string.Join(", ", power));
        }
    }

    [Fact]
    public void SphericalAberrationMovesEnergyButKeepsIt()
    {
        var microscope = s_brightField with { ObjectiveNA = 0.6 };
        var expected = Form(microscope, Bump(1.5, 2)).Image(0).Average();
        foreach (var z in new[] { -10.0, 0, 6 })
            Assert.Equal(expected, Form(microscope with { SphericalWaves = 0.5 }, Bump(1.5, 2)).Image(z).Average(), 1e-4f);
    }

    /// <summary>Light that a small absorber takes away is missing alike above and below it, until the pupil is aberrated.</summary>
    [Fact]
    public void SphericalAberrationMakesTheSidesOfFocusUnequal()
    {
        var microscope = s_brightField with { CondenserOuterNA = 0.1 };
        double Difference(double waves)
        {
            var scene = new LayeredScene(N, Pixel, 1, 1);
            for (var i = 0; i < N * N; i++)
                scene.Absorption(0)[i] = (float)Bump(0.2, 0.7)(i % N, i / N);
            var formation = new ImageFormation(new MicroscopeModel(microscope with { SphericalWaves = waves }, N, Pixel), scene);
            float[] above = formation.Image(6),
                below = formation.Image(-6);
            return Math.Sqrt(above.Zip(below, (a, b) => (a - b) * (a - b)).Average() / above.Average(a => (a - 1) * (a - 1)));
        }

        Assert.InRange(Difference(0), 0, 0.1);
        Assert.True(Difference(0.4) > 0.5);
    }

    /// <summary>The finest grating that can be seen has (NA_objective + NA_condenser)/λ lines per µm (Abbe).</summary>
    [Theory]
    [InlineData(0.9, true)]
    [InlineData(1.1, false)]
    public void DetailBeyondTheSumOfTheAperturesIsNotResolved(double ofLimit, bool seen)
    {
        var limit = (s_brightField.ObjectiveNA + s_brightField.CondenserOuterNA) / s_brightField.WavelengthMicrons;
        var periods = (int)Math.Round(ofLimit * limit * N * Pixel);
        var formation = Form(s_brightField with { SourcePoints = 128 }, Grating(0.3, periods));
        // One grid period is at its strongest defocused: in focus a phase grating has none.
        var modulation = new[] { 0.0, 1.5, 3 }.Max(z => Modulation(formation.Image(z), periods));
        Assert.Equal(seen, modulation > 1e-4);
    }

    private static ImageFormation Form(MicroscopeOptions microscope, Func<int, int, double> phase) =>
        new(new MicroscopeModel(microscope, N, Pixel), Draw(new LayeredScene(N, Pixel, 1, 1), 0, phase));

    private static LayeredScene Draw(LayeredScene scene, int layer, Func<int, int, double> phase)
    {
        for (var y = 0; y < N; y++)
        for (var x = 0; x < N; x++)
            scene.Phase(layer)[y * N + x] = (float)phase(x, y);
        return scene;
    }

    private static Func<int, int, double> Grating(double amplitude, int periods) => (x, _) => amplitude * Wave(x, periods);

    private static double Wave(int x, int periods) => Math.Cos(2 * Math.PI * periods * x / N);

    private static Func<int, int, double> Bump(double amplitude, double radiusMicrons) =>
        (x, y) =>
            amplitude * Math.Exp(-(Math.Pow(x - N / 2, 2) + Math.Pow(y - N / 2, 2)) * Pixel * Pixel / (radiusMicrons * radiusMicrons));

    private static double Correlation(float[] a, float[] b)
    {
        double ma = a.Average(),
            mb = b.Average(),
            ab = 0,
            aa = 0,
            bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.Sqrt(aa * bb);
    }

    private static double GradientPower(float[] image)
    {
        var sum = 0.0;
        for (var i = 0; i < image.Length - 1; i++)
            sum += Math.Pow(image[i + 1] - image[i], 2);
        return sum;
    }

    private static double Modulation(float[] image, int periods)
    {
        double re = 0,
            im = 0;
        for (var x = 0; x < N; x++)
        {
            re += image[x] * Math.Cos(2 * Math.PI * periods * x / N);
            im += image[x] * Math.Sin(2 * Math.PI * periods * x / N);
        }
        return 2 * Math.Sqrt(re * re + im * im) / N;
    }
}
