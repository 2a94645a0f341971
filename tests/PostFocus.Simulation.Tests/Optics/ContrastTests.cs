using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Optics;

/// <summary>What phase rings and prisms make of matter that only delays light.</summary>
public sealed class ContrastTests
{
    private const int N = 128;
    private const double Pixel = 0.325;

    private static readonly MicroscopeOptions s_dic = MicroscopeOptions.Dic20x with { SourcePoints = 16 };

    /// <summary>The prism at the condenser makes up for the tilt of each source point: all see the same bias.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-10)]
    public void AnEmptyFieldBetweenPrismsHasIntensityOneInEveryPlane(double z)
    {
        Assert.All(Form(s_dic, (_, _) => 0).Image(z), value => Assert.Equal(1, value, 1e-4f));
    }

    /// <summary>For a weak object I = 1 + cot(β/2) (φ(r + s/2) − φ(r − s/2)).</summary>
    [Theory]
    [InlineData(0, 40, 1)]
    [InlineData(180, 40, -1)]
    [InlineData(0, 90, 1)]
    [InlineData(60, 40, 0.5)]
    [InlineData(90, 40, 0)]
    [InlineData(90, 40, 1, true)]
    [InlineData(180, 40, 0, true)]
    public void PrismsShowTheSlopeOfThePhaseAlongTheShear(double direction, double bias, double along, bool upright = false)
    {
        const double phi = 0.01,
            shear = 0.4;
        const int periods = 4;
        var microscope = s_dic with
        {
            Dic = new()
            {
                ShearMicrons = shear,
                DirectionDegrees = direction,
                BiasDegrees = bias,
            },
        };
        var image = Form(microscope, (x, y) => phi * Math.Sin(Angle(upright ? y : x, periods))).Image(0);
        var slope = 2 * phi * Math.Sin(Math.PI * periods * along * shear / (N * Pixel)) / Math.Tan(bias * Math.PI / 360);
        var strongest = 2 * phi * Math.PI * periods * shear / (N * Pixel) / Math.Tan(bias * Math.PI / 360);
        for (var i = 0; i < N; i++)
            Assert.Equal(1 + slope * Math.Cos(Angle(i, periods)), image[upright ? N * i + N / 2 : N * N / 2 + i], 0.03 * strongest);
    }

    [Theory]
    [InlineData(PhaseRing.Positive, -1)]
    [InlineData(PhaseRing.Negative, 1)]
    public void ContrastOfAThinCellFollowsItsPhaseAndItsHaloIsOfTheOtherSign(PhaseRing ring, int sign)
    {
        const int edge = N / 2 + 14; // of a disc of 14 pixels
        var microscope = MicroscopeOptions.PhaseContrast20x with { Ring = ring };
        double[] contrast = new double[2],
            halo = new double[2];
        foreach (var (i, phase) in new[] { 0.05, 0.1 }.Index())
        {
            var image = Form(microscope, (x, y) => double.Hypot(x - N / 2, y - N / 2) < 14 ? phase : 0).Image(0);
            var row = image.AsSpan(N / 2 * N, N);
            contrast[i] = sign * (row[edge - 5] - 1);
            halo[i] = -sign * (row[edge + 4] - 1);
        }
        Assert.True(contrast[0] > 0.03 && halo[0] > 0.02, $"{contrast[0]}, {halo[0]}");
        Assert.Equal(2, contrast[1] / contrast[0], 0.15);
        Assert.Equal(2, halo[1] / halo[0], 0.25);
    }

    [Fact]
    public void DefocusMovesEnergyButKeepsItWithARingAndWithPrisms()
    {
        foreach (var microscope in new[] { MicroscopeOptions.PhaseContrast20x, s_dic })
        {
            var formation = Form(microscope, (x, y) => 1.5 * Math.Exp(-(Math.Pow(x - N / 2, 2) + Math.Pow(y - N / 2, 2)) / 40));
            var focused = formation.Image(0).Average();
            foreach (var z in new[] { -30.0, -5, 8, 30 })
                Assert.Equal(focused, formation.Image(z).Average(), 1e-4f);
        }
    }

    private static double Angle(int x, int periods) => 2 * Math.PI * periods * x / N;

    private static ImageFormation Form(MicroscopeOptions microscope, Func<int, int, double> phase)
    {
        var scene = new LayeredScene(N, Pixel, 1, 1);
        for (var i = 0; i < N * N; i++)
            scene.Phase(0)[i] = (float)phase(i % N, i / N);
        return new ImageFormation(new MicroscopeModel(microscope, N, Pixel), scene);
    }
}
