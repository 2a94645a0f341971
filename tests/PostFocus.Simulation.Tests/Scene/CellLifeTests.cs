using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;
using PostFocus.Simulation.Scene;

namespace PostFocus.Simulation.Tests.Scene;

public class CellLifeTests
{
    private static readonly VideoOptions s_options = new()
    {
        Wells = 6,
        FramesPerWell = 73,
        Size = 32,
        PixelSize = 2,
        Seed = 4,
        OutOfFocusRate = 0,
        Nanowell = new()
        {
            SideMicrons = 100,
            MinCells = 3,
            MaxCells = 3,
            CellKinds = [CellKind.Nalm6, CellKind.TCell],
            MeanDebris = 0,
        },
    };

    /// <summary>A well's cells over time, without its pictures.</summary>
    private static IEnumerable<Nanowell> Live(VideoOptions options, int well, int minutes)
    {
        var content = new Nanowell(options.Nanowell, 0.55, new SimulationRandom(options.Seed, well, Purpose.Scene), 1);
        var motion = new CellMotion(options, content, new SimulationRandom(options.Seed, well, Purpose.Motion));
        var life = new CellLife(options, content, new SimulationRandom(options.Seed, well, Purpose.Life));
        for (var t = 0; t < minutes; t++)
        {
            motion.Advance(1);
            life.Advance(1);
            yield return content;
        }
    }

    [Fact]
    public void WithoutRatesNothingHappens() =>
        Assert.All(
            VideoSimulator.Simulate(s_options with { Wells = 1, FramesPerWell = 10 }).SelectMany(f => f.Cells.Cells),
            c => Assert.Equal((CellState.Alive, 0), (c.State, c.Parent))
        );

    [Theory]
    [InlineData(0.5)]
    [InlineData(4)]
    [Trait("Speed", "Slow")]
    public void CellsDieAtTheRateThatIsAskedFor(double perDay)
    {
        // Of many wells, the share that is alive after six hours is exp(-rate/4).
        var options = s_options with
        {
            DeathsPerDay = perDay,
        };
        int alive = 0,
            all = 0;
        for (var well = 0; well < 250; well++)
        {
            var cells = Live(options, well, 360).Last().Cells;
            all += cells.Count;
            alive += cells.Count(c => c.State == CellState.Alive);
        }
        var expected = Math.Exp(-perDay / 4);
        Assert.Equal(expected, alive / (double)all, 4 * Math.Sqrt(expected * (1 - expected) / all));
    }

    [Fact]
    public void ADeadCellShrinksRoundsStaysAndIsDenser()
    {
        var last = new Dictionary<int, (double Size, double Density, double X)>();
        foreach (var well in Live(s_options with { DeathsPerDay = 24 }, 0, 300))
        foreach (var cell in well.Cells.Where(c => c.State == CellState.Dead))
        {
            if (last.TryGetValue(cell.Id, out var before))
            {
                Assert.True(cell.Size <= before.Size && cell.Density >= before.Density);
                Assert.Equal(before.X, cell.X);
            }
            last[cell.Id] = (cell.Size, cell.Density, cell.X);
        }
        Assert.NotEmpty(last);
        Assert.All(last.Values.Where(c => c.Density > 1.79), c => Assert.Equal(0.75, c.Size, 1e-3));
        Assert.Contains(last.Values, c => c.Density > 1.79);
    }

    [Fact]
    public void DaughtersHaveHalfTheVolumeNameTheirMotherAndGrow()
    {
        var born = new Dictionary<int, (int Parent, double Size)>();
        var sizes = new Dictionary<int, double>();
        foreach (var well in Live(s_options with { DivisionsPerDay = 12 }, 1, 1500))
        {
            Assert.Equal(well.Cells.Count, well.Cells.Select(c => c.Id).Distinct().Count());
            foreach (var cell in well.Cells)
            {
                if (cell.Parent > 0)
                    born.TryAdd(cell.Id, (cell.Parent, cell.Size));
                Assert.True(cell.State == CellState.Dead || cell.Size >= sizes.GetValueOrDefault(cell.Id));
                sizes[cell.Id] = cell.Size;
            }
            // A mother is gone when her daughters are there.
            Assert.DoesNotContain(well.Cells, c => born.Values.Any(b => b.Parent == c.Id));
        }
        Assert.True(born.Count >= 4);
        Assert.All(born.Values.GroupBy(b => b.Parent), daughters => Assert.Equal(2, daughters.Count()));
        Assert.All(born.Values, b => Assert.Equal(0.5, Math.Pow(b.Size, 3), 2e-3));
        Assert.Contains(sizes.Values, size => size == 1);
    }

    [Fact]
    public void ACellRoundsUpBeforeItDivides()
    {
        var most = new Dictionary<int, double>();
        foreach (var well in Live(s_options with { DivisionsPerDay = 12 }, 1, 1000))
        foreach (var cell in well.Cells.Where(c => c.State == CellState.Dividing))
            most[cell.Id] = cell.Roundness;
        Assert.Contains(most.Values, roundness => roundness == 1);
    }

    [Fact]
    public void EffectorsThatAreDrawnToTargetsTouchThemMoreAndKillOnlyThese()
    {
        int Contacts(double affinity) =>
            Enumerable
                .Range(0, 40)
                .Sum(well =>
                    Live(s_options with { EffectorAffinity = affinity }, well, 240)
                        .Count(w =>
                            w.Cells.Any(t => t.Kind == CellKind.TCell && w.Cells.Any(c => CellLife.IsTarget(c) && Nanowell.Touch(t, c)))
                        )
                );
        Assert.True(Contacts(0.9) > 2 * Contacts(0));

        var killed = 0;
        for (var well = 0; well < 40; well++)
        {
            var cells = Live(s_options with { EffectorAffinity = 0.9, KillsPerContactHour = 20 }, well, 240).Last().Cells;
            Assert.DoesNotContain(cells, c => c is { Kind: CellKind.TCell, State: CellState.Dead });
            killed += cells.Count(c => c.State == CellState.Dead);
            if (!cells.Any(c => c.Kind == CellKind.TCell))
                Assert.DoesNotContain(cells, c => c.State == CellState.Dead);
        }
        Assert.True(killed > 10, $"{killed} killed");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void CellsStayInTheWellAndTheirTruthFollowsThem()
    {
        var options = s_options with
        {
            Wells = 2,
            FramesPerWell = 40,
            PixelSize = 1,
            Size = 110,
            DivisionsPerDay = 10,
            DeathsPerDay = 4,
            FrameIntervalMinutes = 20,
            // The pictures are not looked at.
            Microscope = new() { SourcePoints = 1 },
        };
        var states = new HashSet<CellState>();
        foreach (var frame in VideoSimulator.Simulate(options))
        {
            Assert.Equal(
                frame.Cells.Cells.Where(c => c.AreaPixels > 0).Select(c => (float)c.Id).Order(),
                frame.Cells.Mask.Counts.Where(l => l > 0).Distinct().Order()
            );
            foreach (var cell in frame.Cells.Cells.Where(c => c.AreaPixels > 0))
            {
                states.Add(cell.State);
                Assert.Equal(Math.PI * cell.RadiusMicrons * cell.RadiusMicrons, cell.AreaPixels, 0.6 * cell.AreaPixels);
            }
        }
        Assert.Equal(3, states.Count);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheSameSeedGivesTheSameLivesWhateverTheNumberOfThreads()
    {
        var options = s_options with
        {
            FramesPerWell = 20,
            DivisionsPerDay = 10,
            DeathsPerDay = 4,
            EffectorAffinity = 0.5,
            KillsPerContactHour = 2,
            // VideoSimulatorTests look at the pictures.
            Microscope = new() { SourcePoints = 2 },
        };
        Assay.PairSimulatorTests.AssertSame(
            VideoSimulator.Simulate(options with { Threads = 1 }),
            VideoSimulator.Simulate(options with { Threads = 2 })
        );
    }
}
