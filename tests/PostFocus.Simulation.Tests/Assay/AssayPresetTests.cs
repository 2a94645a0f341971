using PostFocus.Imaging.Files;
using PostFocus.Imaging.Metrics;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Assay;

public class AssayPresetTests
{
    private static readonly PairOptions s_pairs = new()
    {
        Seed = 3,
        InFocusJitterMicrons = 0,
        PlaneJitterMicrons = 0,
    };

    public static TheoryData<string> Names => [.. AssayPreset.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Speed", "Slow")]
    public void APresetGivesTheSameFramesWhateverTheNumberOfThreads(string name)
    {
        var options = Preset(name).Apply(s_pairs with { Wells = 2 }) with { Size = 48 };
        PairSimulatorTests.AssertSame(
            PairSimulator.Simulate(options with { Threads = 1 }),
            PairSimulator.Simulate(options with { Threads = 2 })
        );
    }

    [Fact]
    public void TheFirstPresetIsTheDefault()
    {
        var options = s_pairs with { Wells = 1, Size = 48 };
        PairSimulatorTests.AssertSame(
            PairSimulator.Simulate(options),
            PairSimulator.Simulate(AssayPreset.PhaseContrast20x.Apply(options) with { Size = 48 })
        );
    }

    [Fact]
    public void APresetKeepsWhatIsNotItsOwn()
    {
        var options = AssayPreset.Timing.Apply(
            new VideoOptions
            {
                Wells = 7,
                Seed = 5,
                FramesPerWell = 9,
                PlanesMicrons = [4],
            }
        );
        Assert.Equal((7, 5, 9, 281, 0.325), (options.Wells, options.Seed, options.FramesPerWell, options.Size, options.PixelSize));
        Assert.Equal([4.0], options.PlanesMicrons);
    }

    /// <summary>
    /// Recorded cells of the assay are grey on grey: their pixels deviate by some 5 to 10 % of the brightness around
    /// them, and on average hardly from it. Of the default preset they deviate by up to 50 %.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void CellsOfTheTimingPresetAreGreyAndGranular()
    {
        var options = Timing(wells: 4, minCells: 2);
        var deviations = new List<double>();
        foreach (var frame in PairSimulator.Simulate(options).Where(f => !f.OutOfFocus))
        foreach (var cell in frame.Cells.Cells.Where(c => c.AreaPixels > 200))
        {
            double[] inside = [.. Brightness(frame, i => frame.Cells.Mask.Counts[i] == cell.Id)];
            double[] around = [.. Brightness(frame, i => frame.Cells.Mask.Counts[i] == 0 && Within(i, cell, 281, 2.0))];
            Assert.InRange(inside.Average() / around.Average(), 0.8, 1.25);
            deviations.Add(Deviation(inside) / around.Average());
        }
        Assert.InRange(deviations.Average(), 0.03, 0.13);
        Assert.InRange(deviations.Max(), 0.03, 0.2);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void WallsOfTheTimingPresetAreThinDarkLines()
    {
        foreach (var profile in EmptyWells().Select(AcrossTheLeftWall))
        {
            var wall = Array.IndexOf(profile, profile.Min());
            double outside = profile[..(wall - 12)].Average(),
                half = (outside + profile[wall]) / 2;
            Assert.InRange(profile[wall] / outside, 0.2, 0.6);
            // From outside inwards the line has sunk to half its depth within 1.2 µm of its middle.
            var begin = Array.FindIndex(profile, p => p < half);
            Assert.InRange((wall - begin) * 0.325, 0.1, 1.2);
            Assert.InRange(50 - 2 * 281 / 2 * 0.325 + 2 * wall * 0.325, -3, 13); // where a well of 50 µm begins
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AWellOfTheTimingPresetIsDarkestAlongItsWalls()
    {
        foreach (var profile in EmptyWells().Select(AcrossTheLeftWall))
        {
            var wall = Array.IndexOf(profile, profile.Min());
            double outside = profile[..(wall - 12)].Average(),
                along = profile[(wall + 5)..(wall + 13)].Average(),
                middle = profile[^12..].Average();
            Assert.InRange(along / outside, 0.5, 0.75);
            Assert.InRange(middle / outside, 0.8, 1);
        }
    }

    /// <summary>
    /// Recorded adherent cells (sephaCe set 1): dark on one side of focus, bright on the other, and the plane that the
    /// operator took for focus resembles the dark side more.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void TheFocusOfAdherentCellsResemblesTheDarkSide()
    {
        var options = AssayPreset.Adherent40x.Apply(s_pairs with { Wells = 3 });
        options = options with { Nanowell = options.Nanowell with { UnevenLight = 0 } };
        foreach (var planes in PairSimulator.Simulate(options).Chunk(3))
        {
            float[] focus = planes[0].Frame.Counts,
                dark = planes[1].Frame.Counts,
                bright = planes[2].Frame.Counts;
            Assert.True(ImageMetrics.Pcc(focus, dark) > ImageMetrics.Pcc(focus, bright) + 0.1);
            var mask = planes[0].Cells.Mask.Counts;
            Assert.True(Mean(planes[1], mask) < Mean(planes[2], mask) - 0.02, "Cells are darker below focus than above.");
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AdherentCellsOverlieTheirMask()
    {
        var options = AssayPreset.Adherent40x.Apply(s_pairs with { Wells = 3, PlanesMicrons = [-5] });
        options = options with { Nanowell = options.Nanowell with { UnevenLight = 0, MeanDust = 0, MeanDebris = 0 } };
        foreach (var frame in PairSimulator.Simulate(options).Where(f => f.OutOfFocus))
        {
            double[] inside = [.. Brightness(frame, i => frame.Cells.Mask.Counts[i] > 0)];
            // Far from all cells the ground is plain.
            double[] far = [.. Brightness(frame, i => frame.Cells.Cells.All(c => !Within(i, c, 412, 2.6)))];
            if (far.Length > 1000)
                Assert.True(Deviation(inside) > 1.5 * Deviation(far), $"{Deviation(inside)} {Deviation(far)}");
            foreach (var cell in frame.Cells.Cells.Where(c => c.AreaPixels > 0 && InField(c)))
                Assert.Equal(Math.PI * Math.Pow(cell.RadiusMicrons / 0.16, 2), cell.AreaPixels, 0.25 * cell.AreaPixels);
        }

        static bool InField(CellTruth cell)
        {
            var reach = 2.6 * cell.RadiusMicrons / 0.16;
            return cell.X > reach && cell.Y > reach && cell.X < 412 - reach && cell.Y < 412 - reach && cell.Touches.Count == 0;
        }
    }

    [Fact]
    public void AFocusOffsetMovesAllPlanesAndTheDefocusOfCells()
    {
        var options = s_pairs with
        {
            Wells = 1,
            Size = 48,
            PlanesMicrons = [-10],
            Nanowell = new() { MinCells = 2 },
        };
        var moved = PairSimulator.Simulate(options with { FocusOffsetMicrons = -3 }).ToArray();
        var direct = PairSimulator.Simulate(options with { PlanesMicrons = [-13] }).ToArray();
        Assert.Equal(direct[1].Frame.Counts, moved[1].Frame.Counts);
        Assert.Equal(-10, moved[1].DefocusMicrons);
        Assert.NotEqual(direct[0].Reference.Counts, moved[0].Reference.Counts);
        Assert.All(moved[0].Cells.Cells, c => Assert.Equal(-3 - c.HeightMicrons, c.DefocusMicrons, 9));
    }

    [Fact]
    public void AnAnnulusThatMissesTheRingMakesDenseMatterGreyer()
    {
        var options = s_pairs with
        {
            Wells = 3,
            Size = 64,
            Variation = 0,
            Nanowell = new() { MinCells = 3 },
        };
        double Contrast(double mismatch) =>
            PairSimulator
                .Simulate(options with { Microscope = new() { RingMismatchNA = mismatch } })
                .Where(f => !f.OutOfFocus)
                .Average(f => Deviation([.. Brightness(f, i => f.Cells.Mask.Counts[i] > 0)]));
        Assert.True(Contrast(0.04) < 0.7 * Contrast(0));
    }

    /// <summary>data/sample was made by the defaults, and pretrained networks learnt from them: they must not move.</summary>
    [Fact]
    public void TheDefaultsStillGiveTheSample()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !Directory.Exists(Path.Combine(root.FullName, "data", "sample")))
            root = root.Parent;
        Assert.SkipWhen(root is null, "data/sample does not lie above the tests.");
        var options = new VideoOptions
        {
            Wells = 1,
            FramesPerWell = 2,
            OutOfFocusRate = 0.25,
            FirstWell = 200_000,
            Seed = 1,
        };
        foreach (var frame in VideoSimulator.Simulate(options))
        {
            var sample = FrameFile
                .Read(Path.Combine(root!.FullName, "data", "sample", "well200000", $"t{frame.FrameIndex:000}.tif"))
                .Counts;
            // Sines and roots of another processor or runtime may differ in the last bit, and a rounding to counts with them.
            Assert.All(sample.Zip(frame.Frame.Counts), pair => Assert.Equal(pair.First, pair.Second, 1f));
        }
    }

    private static AssayPreset Preset(string name) => AssayPreset.All.Single(p => p.Name == name);

    private static PairOptions Timing(int wells, int minCells)
    {
        var options = AssayPreset.Timing.Apply(s_pairs with { Wells = wells });
        return options with { Nanowell = options.Nanowell with { MinCells = minCells } };
    }

    private static IEnumerable<SimulatedFrame> EmptyWells()
    {
        var options = Timing(wells: 4, minCells: 0);
        return PairSimulator
            .Simulate(
                options with
                {
                    Variation = 0,
                    Nanowell = options.Nanowell with { MaxCells = 0, MeanDebris = 0, MeanDust = 0, UnevenLight = 0 },
                }
            )
            .Where(f => !f.OutOfFocus);
    }

    /// <summary>
    /// Brightness from the left edge to the middle of the field, each row laid so that its wall lies where the mean wall does.
    /// </summary>
    private static double[] AcrossTheLeftWall(SimulatedFrame frame)
    {
        const int from = 110,
            to = 171,
            width = 141;
        var walls = Enumerable
            .Range(from, to - from)
            .Select(y => (Row: y, Wall: Enumerable.Range(20, 80).MinBy(x => frame.Reference.Counts[y * 281 + x])))
            .ToArray();
        var mean = (int)walls.Average(w => w.Wall);
        return
        [
            .. Enumerable
                .Range(0, width)
                .Select(x => walls.Average(w => (double)frame.Reference.Counts[w.Row * 281 + Math.Max(0, x + w.Wall - mean)])),
        ];
    }

    private static IEnumerable<double> Brightness(SimulatedFrame frame, Func<int, bool> where) =>
        Enumerable.Range(0, frame.Reference.Counts.Length).Where(where).Select(i => (double)frame.Frame.Counts[i]);

    private static double Mean(SimulatedFrame frame, float[] mask) =>
        Brightness(frame, i => mask[i] > 0).Average() / Brightness(frame, i => mask[i] == 0).Average();

    private static bool Within(int pixel, CellTruth cell, int size, double radii)
    {
        double dx = pixel % size - cell.X,
            dy = pixel / size - cell.Y,
            radius = radii * cell.RadiusMicrons / (size == 281 ? 0.325 : 0.16);
        return dx * dx + dy * dy < radius * radius;
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
