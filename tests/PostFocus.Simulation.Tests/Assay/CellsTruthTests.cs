using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Assay;

public class CellsTruthTests
{
    private static readonly VideoOptions s_options = new()
    {
        Wells = 3,
        FramesPerWell = 6,
        Seed = 5,
        OutOfFocusRate = 0.3,
        Nanowell = new NanowellOptions { MinCells = 3, MaxCells = 4 },
    };

    [Fact]
    public void TheMaskHoldsTheCellsOfTheTable()
    {
        foreach (var frame in VideoSimulator.Simulate(s_options))
        {
            Assert.Equal((96, 96), (frame.Cells.Mask.Height, frame.Cells.Mask.Width));
            Assert.Equal(
                frame.Cells.Cells.Where(c => c.AreaPixels > 0).Select(c => (float)c.Id),
                frame.Cells.Mask.Counts.Where(l => l > 0).Distinct().Order()
            );
            foreach (var cell in frame.Cells.Cells)
            {
                int[] pixels = [.. Enumerable.Range(0, 96 * 96).Where(i => frame.Cells.Mask.Counts[i] == cell.Id)];
                Assert.Equal(cell.AreaPixels, pixels.Length);
                // The outline wobbles around the centre, and a neighbour may lie over a part.
                Assert.Equal(cell.X, pixels.Average(i => i % 96), 3.0);
                Assert.Equal(cell.Y, pixels.Average(i => i / 96), 3.0);
                Assert.Equal(Math.PI * Math.Pow(cell.RadiusMicrons / 0.65, 2), pixels.Length, 0.5 * pixels.Length);
                Assert.Equal(frame.DefocusMicrons - cell.HeightMicrons, cell.DefocusMicrons, 9);
            }
        }
    }

    [Fact]
    public void ACellKeepsItsNumberAndKindOverTime()
    {
        foreach (var well in VideoSimulator.Simulate(s_options).GroupBy(f => f.Sequence))
            Assert.Single(well.Select(f => string.Join(' ', f.Cells.Cells.Select(c => $"{c.Id}:{c.Kind}:{c.RadiusMicrons}"))).Distinct());
    }

    [Fact]
    public void TheMaskOfARoundCellLiesAroundItsCentreWhereverTheWellLies()
    {
        var options = new PairOptions
        {
            Wells = 4,
            Seed = 5,
            PlanesMicrons = [10],
            Nanowell = new()
            {
                CellKinds = [CellKind.Bead],
                MinCells = 1,
                MaxCells = 1,
            },
        };
        foreach (var frame in PairSimulator.Simulate(options))
        {
            var cell = Assert.Single(frame.Cells.Cells);
            int[] pixels = [.. Enumerable.Range(0, 96 * 96).Where(i => frame.Cells.Mask.Counts[i] == cell.Id)];
            Assert.Equal(cell.X, pixels.Average(i => i % 96), 0.3);
            Assert.Equal(cell.Y, pixels.Average(i => i / 96), 0.3);
        }
    }

    [Fact]
    public void TheMaskLiesOnTheImage()
    {
        // Lit straight from below, a ball looks the same all around.
        var options = new PairOptions
        {
            Wells = 3,
            Size = 96,
            Variation = 0,
            InFocusJitterMicrons = 0,
            Microscope = MicroscopeOptions.BrightField40x with { MisalignmentNA = 0, CondenserOuterNA = 0.05 },
            Nanowell = new()
            {
                CellKinds = [CellKind.Bead],
                BeadIndexContrast = 0.05,
                MinCells = 1,
                MaxCells = 1,
                MeanDebris = 0,
                MeanDust = 0,
                UnevenLight = 0,
                CellHeightMicrons = 0,
            },
        };
        foreach (var frame in PairSimulator.Simulate(options).Where(f => !f.OutOfFocus))
        {
            var cell = Assert.Single(frame.Cells.Cells);
            double x = 0,
                y = 0,
                weight = 0,
                blank = frame.Reference.Counts.Order().ElementAt(96 * 48);
            for (var i = 0; i < 96 * 96; i++)
            {
                double dx = i % 96 - cell.X,
                    dy = i / 96 - cell.Y;
                if (dx * dx + dy * dy > 10 * 10)
                    continue;
                var w = Math.Pow(frame.Reference.Counts[i] - blank, 2);
                (x, y, weight) = (x + w * dx, y + w * dy, weight + w);
            }
            Assert.Equal(0, x / weight, 0.3);
            Assert.Equal(0, y / weight, 0.3);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void CellsInContactNameEachOtherAndTheContactIsMarked()
    {
        var options = s_options with { Wells = 12, FramesPerWell = 4, CellSpeed = 8 };
        var contacts = 0;
        foreach (var frame in VideoSimulator.Simulate(options))
        {
            var cells = frame.Cells.Cells.ToDictionary(c => c.Id);
            Assert.All(cells.Values, c => Assert.All(c.Touches, other => Assert.Contains(c.Id, cells[other].Touches)));
            Assert.All(cells.Values, c => Assert.DoesNotContain(c.Id, c.Touches));
            Assert.Equal(cells.Values.Any(c => c.Touches.Count > 0), frame.Cells.Contacts.Counts.Contains(1));
            contacts += cells.Values.Sum(c => c.Touches.Count) / 2;
        }
        Assert.InRange(contacts, 1, 200);
    }
}
