using PostFocus.Imaging.Files;
using PostFocus.Imaging.Pairs;
using PostFocus.Imaging.Registration;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Registration;

public class PhaseCorrelationTests
{
    /// <summary>
    /// Frames of any size from 32 pixels, and shifts by up to 15 pixels, of which an eighth of a side at most moves out of sight.
    /// </summary>
    private static IEnumerable<(BlobScene Scene, double Down, double Right)> Moved()
    {
        var random = new Random(1);
        for (var i = 0; i < 40; i++)
        {
            int height = random.Next(32, 151),
                width = random.Next(32, 151);
            var reach = Math.Min(15, Math.Min(height, width) / 8.0);
            yield return (new BlobScene(height, width, i), reach * (2 * random.NextDouble() - 1), reach * (2 * random.NextDouble() - 1));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.4)]
    [Trait("Speed", "Slow")]
    public void AKnownShiftIsFoundToAFifthOfAPixelWithEitherContrast(double contrast) =>
        Assert.All(
            Moved(),
            m =>
                AssertShift(
                    m.Down,
                    m.Right,
                    PhaseCorrelation.Estimate(m.Scene.Frame(m.Down, m.Right, contrast: contrast), m.Scene.Frame()),
                    0.2
                )
        );

    [Theory]
    [InlineData(100, 140, -22, 23.5)]
    [InlineData(300, 300, 29, -28)] // at most 31, however large the frames are
    public void ShiftsOfUpToAQuarterOfTheSmallerSideAreFound(int height, int width, double down, double right)
    {
        var scene = new BlobScene(height, width);
        AssertShift(down, right, PhaseCorrelation.Estimate(scene.Frame(down, right), scene.Frame()), 0.3);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void SwappingTheFramesNegatesTheShift() =>
        Assert.All(
            Moved(),
            m =>
            {
                Frame moved = m.Scene.Frame(m.Down, m.Right),
                    still = m.Scene.Frame();
                FrameShift there = PhaseCorrelation.Estimate(moved, still),
                    back = PhaseCorrelation.Estimate(still, moved);
                Assert.Equal(0, there.Down + back.Down, 1e-5);
                Assert.Equal(0, there.Right + back.Right, 1e-5);
                Assert.Equal(there.Confidence, back.Confidence, 1e-6 * there.Confidence);
            }
        );

    [Fact]
    public void ACircularShiftIsFound()
    {
        const int side = 64;
        var still = TestFrames.Random(side, side, PixelType.UInt8);
        var moved = new Frame(
            side,
            side,
            [.. Enumerable.Range(0, side * side).Select(i => still.Counts[((i / side - 5) & 63) * side + ((i % side + 3) & 63)])],
            PixelType.UInt8
        );
        AssertShift(5, -3, PhaseCorrelation.Estimate(moved, still), 0.2);
    }

    [Theory]
    [InlineData(PixelType.UInt8)]
    [InlineData(PixelType.UInt16)]
    [InlineData(PixelType.Float32)]
    public void EqualFramesAreNotShifted(PixelType type)
    {
        var shift = PhaseCorrelation.Estimate(TestFrames.Random(70, 90, type), TestFrames.Random(70, 90, type));
        Assert.Equal((0, 0, 0), (shift.Down, shift.Right, shift.Length));
        Assert.True(shift.IsCertain);
    }

    /// <summary>A transfer function that is negative for low frequencies and positive for high ones.</summary>
    [Fact]
    public void ContrastThatInvertsFromBandToBandDoesNotMatter()
    {
        var scene = new BlobScene(120, 120);
        Frame sharp = scene.Frame(6.3, -4.6, blur: 1, noise: 0.01),
            soft = scene.Frame(6.3, -4.6, blur: 3);
        var defocused = new Frame(120, 120, [.. sharp.Counts.Zip(soft.Counts, (a, b) => a - 2 * b)], PixelType.Float32);
        AssertShift(6.3, -4.6, PhaseCorrelation.Estimate(defocused, scene.Frame(noise: 0.01)), 0.2);
    }

    [Fact]
    public void BrightnessAndContrastDoNotMatter()
    {
        var scene = new BlobScene(96, 96);
        Frame moved = scene.Frame(2, 3),
            still = scene.Frame();
        var brighter = new Frame(96, 96, [.. moved.Counts.Select(c => 500 * c + 20000)], PixelType.Float32);
        var (plain, other) = (PhaseCorrelation.Estimate(moved, still), PhaseCorrelation.Estimate(brighter, still));
        Assert.Equal(
            (plain.Down, plain.Right),
            (other.Down, other.Right),
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.01 && Math.Abs(a.Item2 - b.Item2) < 0.01
        );
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void FramesOfMoreTilesThanAreUsedWorkAsWell()
    {
        var scene = new BlobScene(500, 900);
        AssertShift(-11.25, 14.5, PhaseCorrelation.Estimate(scene.Frame(-11.25, 14.5), scene.Frame()), 0.1);
    }

    [Fact]
    public void FramesThatShowNothingInCommonAreUncertain()
    {
        for (var seed = 1; seed <= 10; seed++)
            Assert.False(
                PhaseCorrelation
                    .Estimate(TestFrames.Random(96, 96, PixelType.UInt8, seed), TestFrames.Random(96, 96, PixelType.UInt8, seed + 100))
                    .IsCertain
            );
        var constant = new Frame(40, 40, [.. Enumerable.Repeat(3f, 1600)], PixelType.UInt8);
        Assert.Equal(default, PhaseCorrelation.Estimate(constant, constant));
    }

    [Theory]
    [InlineData(36)]
    [InlineData(45)]
    [InlineData(64)]
    public void AShiftOutOfReachIsUncertain(double down)
    {
        var scene = new BlobScene(200, 200);
        Assert.False(PhaseCorrelation.Estimate(scene.Frame(down), scene.Frame()).IsCertain);
    }

    [Fact]
    public void AShiftThatRepeatsItselfIsUncertain()
    {
        var grid = new Frame(
            96,
            96,
            [.. Enumerable.Range(0, 96 * 96).Select(i => (float)(Math.Sin(i / 96 * 0.6) + Math.Sin(i % 96 * 0.6)))],
            PixelType.Float32
        );
        Assert.False(PhaseCorrelation.Estimate(grid, grid).IsCertain);
    }

    [Fact]
    public void FramesOfOtherSizesAreRefused()
    {
        var frame = TestFrames.Random(32, 40, PixelType.UInt8);
        Assert.Contains(
            "32 × 40",
            Assert.Throws<ArgumentException>(() => PhaseCorrelation.Estimate(frame, TestFrames.Random(40, 32, PixelType.UInt8))).Message,
            StringComparison.Ordinal
        );
        var small = TestFrames.Random(15, 40, PixelType.UInt8);
        Assert.Contains(
            "16 × 16",
            Assert.Throws<ArgumentException>(() => PhaseCorrelation.Estimate(small, small)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Planes of one field of adherent cells in brightfield, 10 µm apart: contrast inverts, thin edges spread.</summary>
    [Theory]
    [InlineData("set1_fine_dz-10.30um.png")]
    [InlineData("set1_fine_dz+09.75um.png")]
    [Trait("Speed", "Slow")]
    public void RecordedPlanesLieOnEachOtherAndAKnownShiftIsFoundAmongThem(string plane)
    {
        var (inFocus, defocused) = (Real("set1_fine_dz+00.00um.png"), Real(plane));
        var aligned = PhaseCorrelation.Estimate(defocused, inFocus);
        Assert.True(aligned.IsCertain);
        Assert.InRange(aligned.Length, 0, 1);

        // The same content lies 12 pixels lower and 9 further left in a window that starts 12 higher and 9 further right.
        var shifted = PhaseCorrelation.Estimate(
            new FrameWindow(88, 209, 600, 700).Cut(defocused),
            new FrameWindow(100, 200, 600, 700).Cut(inFocus)
        );
        AssertShift(12 + aligned.Down, -9 + aligned.Right, shifted, 0.6);

        static Frame Real(string name) => FrameFile.Read(RealData.Find("sephace-brightfield-zstack", "derived-png", name));
    }

    private static void AssertShift(double down, double right, FrameShift shift, double tolerance)
    {
        Assert.True(shift.IsCertain, $"{shift}");
        Assert.True(double.Hypot(shift.Down - down, shift.Right - right) < tolerance, $"({down}, {right}) became {shift}");
    }
}
