using PostFocus.Imaging.Metrics;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Assay;

/// <summary>The presets of cells in a dish.</summary>
public sealed class DishTests
{
    private static readonly PairOptions s_options = new()
    {
        Wells = 5,
        Seed = 4,
        InFocusJitterMicrons = 0,
        PlaneJitterMicrons = 0,
    };

    public static TheoryData<string> Presets => ["20x-phase", "10x-phase", "20x-dic"];

    /// <summary>In these contrasts, other than in brightfield, detail is plainest in focus.</summary>
    [Theory]
    [MemberData(nameof(Presets))]
    [Trait("Speed", "Slow")]
    public void DetailIsPlainestInFocus(string preset)
    {
        var options = Apply(preset) with { PlanesMicrons = [-30, -15, 15, 30] };
        var power = PairSimulator.Simulate(options).GroupBy(f => f.DefocusMicrons).ToDictionary(g => g.Key, g => g.Average(GradientPower));
        foreach (var plane in options.PlanesMicrons)
            Assert.True(power[plane] < 0.75 * power[0], string.Join(", ", power));
    }

    [Theory]
    [InlineData(PhaseRing.Positive)]
    [InlineData(PhaseRing.Negative)]
    [Trait("Speed", "Slow")]
    public void SpreadCellsAreDarkUnderAPositiveRingAndBrightUnderANegativeOne(PhaseRing ring)
    {
        var options = Apply("20x-phase") with { PlanesMicrons = [10] };
        options = options with
        {
            Microscope = options.Microscope with { Ring = ring, MisalignmentNA = 0, Spread = new() },
            Nanowell = options.Nanowell with
            {
                CellKinds = [CellKind.Adherent],
                CellIndexContrast = 0.01,
                UnevenLight = 0,
                MeanDust = 0,
                MeanFibres = 0,
            },
        };
        foreach (var frame in PairSimulator.Simulate(options).Where(f => !f.OutOfFocus))
        {
            var light = frame.Reference.Counts.Zip(frame.Cells.Mask.Counts).ToLookup(p => p.Second > 0, p => (double)p.First);
            var ratio = light[true].Average() / light[false].Average();
            Assert.True(ring == PhaseRing.Positive ? ratio < 0.97 : ratio > 1.03, $"{ring}: {ratio}");
        }
    }

    [Fact]
    public void FibresLeaveCellsAndLightAsTheyWere()
    {
        var options = Apply("20x-phase") with { Wells = 2, PlanesMicrons = [10] };
        var with = PairSimulator.Simulate(options with { Nanowell = options.Nanowell with { MeanFibres = 20 } }).ToArray();
        var without = PairSimulator.Simulate(options with { Nanowell = options.Nanowell with { MeanFibres = 0 } }).ToArray();
        foreach (var (a, b) in with.Zip(without))
        {
            Assert.Equal(b.Cells.Mask.Counts, a.Cells.Mask.Counts);
            Assert.NotEqual(b.Reference.Counts, a.Reference.Counts);
        }
        Assert.True(GradientPower(with[0]) > 1.05 * GradientPower(without[0]));
    }

    /// <summary>Dust before the camera stays where it is when the focus moves, and when there are no cells.</summary>
    [Fact]
    public void DustRingsStayWhenTheFocusMoves()
    {
        var options = Apply("20x-phase") with { Wells = 1, PlanesMicrons = [20] };
        var empty = options.Nanowell with { MaxCells = 0, MinCells = 0, MeanDebris = 0, MeanFibres = 0 };
        SimulatedFrame[] Frames(double rings) =>
            [.. PairSimulator.Simulate(options with { Nanowell = empty with { MeanDustRings = rings } })];
        var (dusty, clean) = (Frames(20), Frames(0));
        var shadow = dusty.Zip(clean, (a, b) => a.Frame.Counts.Zip(b.Frame.Counts, (p, q) => p / q).ToArray()).ToArray();
        Assert.True(shadow[0].Max() - shadow[0].Min() > 0.05);
        Assert.True(ImageMetrics.Pcc(shadow[0], shadow[1]) > 0.9);
    }

    /// <summary>Small fields of small dishes, with little noise.</summary>
    private static PairOptions Apply(string preset)
    {
        var options = AssayPreset.All.Single(p => p.Name == preset).Apply(s_options) with { Size = 56 };
        return options with
        {
            Nanowell = options.Nanowell with { SideMicrons = 60, MaxCells = 5 },
            Camera = new() { Bits = 16, FullScaleElectrons = 1e6 },
        };
    }

    private static double GradientPower(SimulatedFrame frame)
    {
        var counts = frame.Frame.Counts;
        var (sum, width) = (0.0, frame.Frame.Width);
        for (var i = width; i < counts.Length; i++)
            sum += Math.Pow(counts[i] - counts[i - 1], 2) + Math.Pow(counts[i] - counts[i - width], 2);
        return sum / Math.Pow(counts.Average(), 2);
    }
}
