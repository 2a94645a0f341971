using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Scene;

public class DeepWellTests
{
    /// <summary>An empty well of 30 µm, small enough for a grid of 256 points.</summary>
    private static readonly PairOptions s_options = new()
    {
        Wells = 1,
        Seed = 2,
        Size = 128,
        PixelSize = 0.4,
        Oversampling = 1,
        Variation = 0,
        PlanesMicrons = [10],
        InFocusJitterMicrons = 0,
        PlaneJitterMicrons = 0,
        Microscope = AssayPreset.DeepTiming.Microscope with
        {
            SourcePoints = 16,
            ObjectiveNA = 0.4,
            CondenserOuterNA = 0.16,
            MisalignmentNA = 0,
        },
        Nanowell = new()
        {
            Walls = WellWalls.Deep,
            SideMicrons = 30,
            DiamondShare = 0,
            MaxCells = 0,
            MeanDebris = 0,
            MeanDust = 0,
            UnevenLight = 0,
            WallLoss = 0,
        },
    };

    /// <summary>The walls guide the light that is in them: what would have come through them is missing in the well.</summary>
    [Fact]
    public void AWellIsDarkerAlongItsWallsThanInItsMiddle()
    {
        var profile = Profile(s_options);
        double middle = profile[55..73].Average(),
            along = Math.Min(profile[28..33].Average(), profile[95..100].Average()),
            outside = profile[..6].Average();
        Assert.InRange(along / middle, 0.3, 0.9);
        Assert.InRange(middle / outside, 0.85, 1.15);
        Assert.InRange(Array.IndexOf(profile, profile[..64].Min()), 22, 32); // a well of 75 pixels begins at 26
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void LightThatLeavesTheWellMakesBandsAroundItUnlessItsSurfaceScatters()
    {
        double Band(double loss) => Profile(s_options with { Nanowell = s_options.Nanowell with { WallLoss = loss } })[..20].Max();
        Assert.True(Band(0) > Band(1));
    }

    [Fact]
    public void WallsOfTheMediumsIndexAreNotSeen() =>
        Assert.All(
            Profile(s_options with { Nanowell = s_options.Nanowell with { WallIndexContrast = 0 } }),
            value => Assert.Equal(1, value, 0.01)
        );

    /// <summary>
    /// The light that has come down the well is kept for later frames, which are the same as the first where nothing moves.
    /// </summary>
    [Fact]
    public void FramesOfAVideoOfAnEmptyWellAreAlike()
    {
        var frames = VideoSimulator
            .Simulate(
                new VideoOptions
                {
                    Wells = 1,
                    FramesPerWell = 2,
                    Size = 32,
                    PixelSize = 0.65,
                    Variation = 0,
                    Microscope = MicroscopeOptions.PhaseContrast20x with { SliceMicrons = 3, SourcePoints = 4 },
                    Nanowell = s_options.Nanowell with { SideMicrons = 20 },
                }
            )
            .ToArray();
        Assert.Equal(frames[0].Reference.Counts, frames[1].Reference.Counts);
    }

    /// <summary>Brightness across the middle of the well against the mean, without noise.</summary>
    private static double[] Profile(PairOptions options)
    {
        var counts = PairSimulator.Simulate(options).First().Reference.Counts;
        double[] profile = [.. Enumerable.Range(0, 128).Select(x => Enumerable.Range(50, 28).Average(y => (double)counts[y * 128 + x]))];
        var dark = options.Camera.OffsetLevel * ((1 << options.Camera.Bits) - 1);
        var mean = profile.Average() - dark;
        return [.. profile.Select(p => (p - dark) / mean)];
    }
}
