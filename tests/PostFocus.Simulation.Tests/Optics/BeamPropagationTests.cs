using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Optics;

public class BeamPropagationTests
{
    private const int N = 128;
    private const double Pixel = 0.25;

    private static readonly MicroscopeOptions s_coherent = new()
    {
        ObjectiveNA = 0.9,
        CondenserInnerNA = 0,
        CondenserOuterNA = 0,
        MisalignmentNA = 0,
        SourcePoints = 1,
        Ring = PhaseRing.None,
        SliceMicrons = 1,
    };

    private static float[] Image(MicroscopeOptions microscope, LayeredScene scene, double z) =>
        new ImageFormation(new MicroscopeModel(microscope, N, Pixel), scene).Image(z);

    private static LayeredScene Scene(int layers, double spacing, params (int Layer, double Peak, double Radius, double X)[] bumps)
    {
        var scene = new LayeredScene(N, Pixel, layers, spacing);
        foreach (var (layer, peak, radius, centre) in bumps)
            for (var y = 0; y < N; y++)
            for (var x = 0; x < N; x++)
                scene.Phase(layer)[y * N + x] += (float)(
                    peak * Math.Exp(-(Math.Pow(scene.Position(x) - centre, 2) + Math.Pow(scene.Position(y), 2)) / (radius * radius))
                );
        return scene;
    }

    private static void AssertClose(float[] expected, float[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }

    /// <summary>A trace of matter makes the propagation stop at every layer.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3.5)]
    public void LayersWithoutMatterArePassedInOneStep(double z)
    {
        var bumps = new[] { (1, 2.0, 3.0, -1.0), (4, 1.5, 2.5, 1.0) };
        var traces = Enumerable.Range(0, 7).Select(layer => (layer, 1e-9, 3.0, 0.0));
        AssertClose(Image(s_coherent, Scene(7, 1, [.. bumps, .. traces]), z), Image(s_coherent, Scene(7, 1, bumps), z), 1e-4);
    }

    /// <summary>Behind two strong layers stands t₂ · propagated(t₁), which the propagator of free space gives on its own.</summary>
    [Fact]
    public void LightIsDiffractedFromOneLayerToTheNext()
    {
        const double spacing = 6;
        var scene = Scene(2, spacing, (0, 4, 3, -1), (1, 3, 2.5, 1));
        var at = AngularSpectrum.Propagate(scene.Transmission(0), Pixel, s_coherent.WavelengthMicrons, s_coherent.MediumIndex, spacing);
        // Focused on the upper layer, where its phase does not show.
        float[] expected = [.. at.Re.Zip(at.Im, (re, im) => re * re + im * im)];
        Assert.True(expected.Max() > 1.5, "The first layer should act as a lens.");
        AssertClose(expected, Image(s_coherent, scene, spacing / 2), 0.01);
        // Away from it, it does.
        var upper = scene.Transmission(1);
        for (var i = 0; i < upper.Re.Length; i++)
            (upper.Re[i], upper.Im[i]) = (upper.Re[i] * at.Re[i] - upper.Im[i] * at.Im[i], upper.Re[i] * at.Im[i] + upper.Im[i] * at.Re[i]);
        var above = AngularSpectrum.Propagate(upper, Pixel, s_coherent.WavelengthMicrons, s_coherent.MediumIndex, 4);
        AssertClose([.. above.Re.Zip(above.Im, (re, im) => re * re + im * im)], Image(s_coherent, scene, spacing / 2 + 4), 0.02);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-10)]
    public void AnEmptyFieldHasIntensityOneInEveryPlane(double z) =>
        Assert.All(
            Image(MicroscopeOptions.PhaseContrast20x with { SliceMicrons = 1 }, Scene(15, 1), z),
            value => Assert.Equal(1, value, 1e-3f)
        );

    [Fact]
    public void WeakLayersAreImagedAsBySingleScattering()
    {
        var microscope = MicroscopeOptions.PhaseContrast20x with { SliceMicrons = 3 };
        foreach (var z in new[] { -8.0, 0, 5 })
        {
            var scene = Scene(5, 3, (0, 0.05, 2, -4), (2, -0.05, 1.5, 0), (4, 0.05, 1, 5));
            AssertClose(Image(microscope with { SliceMicrons = 0 }, scene, z), Image(microscope, scene, z), 2e-3);
        }
    }

    [Fact]
    public void EnergyIsKept()
    {
        var microscope = s_coherent with { CondenserOuterNA = 0.15, SourcePoints = 8, ObjectiveNA = 0.9, SliceMicrons = 2 };
        var scene = Scene(5, 2, (0, 3, 3, -1), (2, 2, 2, 1), (4, 2, 3, 0));
        foreach (var z in new[] { -5.0, 0, 10 })
            Assert.Equal(1, Image(microscope, scene, z).Average(), 1e-3f);
    }

    /// <summary>Three slices upstream and two layers that look alike are five such layers.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)] // the first of the layers is empty: light is diffracted through it all the same
    public void SlicesUpstreamActAsLayers(int from, int to)
    {
        const double spacing = 3;
        (int, double, double, double) Bump(int layer) => (layer, 0.8, 2, 1);
        var bumps = Enumerable.Range(from, to - from + 1).Select(Bump).ToArray();
        var layers = Scene(5, spacing, [Bump(0), Bump(1), Bump(2), .. bumps.Select(b => b with { Item1 = b.Item1 + 3 })]);
        var entered = Scene(2, spacing, bumps);
        entered.Upstream = new UpstreamSlices(layers.Phase(0), new float[N * N], 3, spacing);
        var microscope = new MicroscopeModel(MicroscopeOptions.PhaseContrast20x with { SliceMicrons = spacing }, N, Pixel);
        var light = IncidentFields.Of(microscope, entered);
        Assert.NotNull(light);
        // The middle of five layers lies 1.5 spacings below that of the last two.
        AssertClose(
            new ImageFormation(microscope, layers).Image(4 + 1.5 * spacing),
            new ImageFormation(microscope, entered, light).Image(4),
            2e-3
        );
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void ABeadIsALensWithItsFocusAboveIt()
    {
        var options = new PairOptions
        {
            Wells = 2,
            Size = 64,
            Variation = 0,
            PlanesMicrons = [-10, 10],
            PlaneJitterMicrons = 0,
            Nanowell = new()
            {
                CellKinds = [CellKind.Bead],
                MinCells = 1,
                MaxCells = 1,
                MeanDebris = 0,
                MeanDust = 0,
            },
            Microscope = MicroscopeOptions.BrightField40x with { SliceMicrons = 1 },
        };
        foreach (var well in PairSimulator.Simulate(options).GroupBy(f => f.Sequence))
        {
            SimulatedFrame[] frames = [.. well];
            var bead = Assert.Single(frames[0].Cells.Cells);
            var middle = (int)Math.Round(bead.Y) * 64 + (int)Math.Round(bead.X);
            float Middle(int plane) => frames[plane].Frame.Counts[middle] / frames[plane].Frame.Counts.Order().ElementAt(64 * 32);
            Assert.True(Middle(2) > 1.5 && Middle(1) < 0.9 * Middle(2), $"{well.Key}: {Middle(1):F2} below, {Middle(2):F2} above");
        }
    }
}
