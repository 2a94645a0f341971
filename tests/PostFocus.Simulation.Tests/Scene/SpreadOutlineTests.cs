using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;
using PostFocus.Simulation.Scene;

namespace PostFocus.Simulation.Tests.Scene;

public class SpreadOutlineTests
{
    private const int Angles = 360;

    [Fact]
    public void AnOutlineChangesInTimeAndKeepsItsArea()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var outline = Create(seed);
            var random = new SimulationRandom(seed, 0, Purpose.Motion);
            var before = Radii(outline);
            for (var minute = 0; minute < 120; minute++)
            {
                var last = Radii(outline);
                outline.Advance(1, random);
                var now = Radii(outline);
                Assert.Equal(1, now.Average(r => r * r), 0.02);
                Assert.InRange(now.Max(), 1, outline.Extent + 1e-9);
                // Two arcs of unequal tension meet in a step at their adhesion; no other is there, at 360° neither.
                Assert.InRange(Enumerable.Range(0, Angles).Count(i => Math.Abs(now[i] - now[(i + 1) % Angles]) > 0.2), 0, 5);
                Assert.InRange(Difference(last, now), 1e-4, 0.4);
            }
            Assert.InRange(Difference(before, Radii(outline)), 0.03, 0.7);
        }
    }

    [Fact]
    public void TheSameNumbersGiveTheSameShapes()
    {
        SpreadOutline a = Create(3),
            b = Create(3);
        SimulationRandom ra = new(1, 0, Purpose.Motion),
            rb = new(1, 0, Purpose.Motion);
        for (var i = 0; i < 10; i++)
        {
            a.Advance(5, ra);
            b.Advance(5, rb);
        }
        Assert.Equal(Radii(a), Radii(b));
    }

    [Fact]
    public void ARoundedCellIsACircle()
    {
        var outline = Create(1);
        outline.Roundness = 1;
        Assert.All(Radii(outline), r => Assert.Equal(1, r, 1e-9));
    }

    [Fact]
    public void TheMaskOfASpreadCellFollowsItsShape()
    {
        var options = AssayPreset.Adherent40x.Apply(
            new VideoOptions
            {
                Wells = 1,
                FramesPerWell = 3,
                FrameIntervalMinutes = 30,
                Seed = 6,
                OutOfFocusRate = 0,
                CellSpeed = 0,
            }
        );
        options = options with
        {
            Size = 160,
            PixelSize = 0.4,
            Microscope = options.Microscope with { SourcePoints = 4, ObjectiveNA = 0.4, CondenserOuterNA = 0.2, SliceMicrons = 0 },
            Nanowell = options.Nanowell with { SideMicrons = 60, MinCells = 1, MaxCells = 1 },
        };
        var frames = VideoSimulator.Simulate(options).ToArray();
        Assert.All(frames, f => Assert.Equal(1, Assert.Single(f.Cells.Cells).Id));
        float[] first = frames[0].Cells.Mask.Counts,
            last = frames[2].Cells.Mask.Counts;
        double both = first.Zip(last).Count(p => p is (1, 1)),
            either = first.Zip(last).Count(p => p.First + p.Second > 0);
        Assert.InRange(both / either, 0.4, 0.97);
        Assert.Equal(first.Sum(), last.Sum(), 0.15 * first.Sum());
    }

    private static SpreadOutline Create(int seed) =>
        new(new SimulationRandom(seed, 0, Purpose.Scene), adhesions: 3 + seed % 3, elongation: 1.6, tension: 1);

    private static double[] Radii(SpreadOutline outline) =>
        [.. Enumerable.Range(0, Angles).Select(i => outline.Radius(2 * Math.PI * i / Angles - Math.PI, 0))];

    private static double Difference(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Average());
}
