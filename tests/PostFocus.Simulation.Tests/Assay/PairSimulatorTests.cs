using PostFocus.Imaging;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Metrics;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Assay;

public class PairSimulatorTests
{
    private static readonly PairOptions s_options = new()
    {
        Wells = 4,
        Seed = 11,
        Size = 64,
    };

    [Fact]
    public void EveryWellGivesTheFrameInFocusAndThenEachPlane()
    {
        var frames = PairSimulator.Simulate(s_options).ToArray();
        Assert.Equal(12, frames.Length);
        foreach (var (i, frame) in frames.Index())
        {
            Assert.Equal($"well{i / 3:0000}", frame.Sequence);
            Assert.Equal(i % 3, frame.FrameIndex);
            var plane = new[] { 0.0, -10, 10 }[i % 3];
            Assert.InRange(frame.DefocusMicrons - plane, -2, 2);
            Assert.Equal(plane != 0, frame.OutOfFocus);
            Assert.Equal(PixelType.UInt16, frame.Frame.PixelType);
            Assert.Equal((64, 64), (frame.Frame.Height, frame.Frame.Width));
            Assert.All(frame.Frame.Counts, c => Assert.True(c >= 0 && c <= 4095 && c == MathF.Round(c)));
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheSameSeedGivesTheSameFramesWhateverTheNumberOfThreads()
    {
        var one = PairSimulator.Simulate(s_options with { Threads = 1 });
        var three = PairSimulator.Simulate(s_options with { Threads = 3 });
        AssertSame(one, three);
    }

    [Fact]
    public void AShardGivesTheSameFramesAsTheWhole()
    {
        var shard = PairSimulator.Simulate(s_options with { FirstWell = 2, Wells = 2 });
        AssertSame(PairSimulator.Simulate(s_options).Skip(6), shard);
    }

    [Fact]
    public void AnotherSeedGivesOtherFrames()
    {
        var a = PairSimulator.Simulate(s_options).First();
        var b = PairSimulator.Simulate(s_options with { Seed = 12 }).First();
        Assert.True(ImageMetrics.Pcc(a.Reference.Counts, b.Reference.Counts) < 0.95);
        Assert.NotEqual(a.DefocusMicrons, b.DefocusMicrons);
    }

    [Fact]
    public void AFrameInFocusIsItsReferencePlusNoiseAndAPlaneOutOfFocusIsBlurred()
    {
        var options = s_options with
        {
            Nanowell = new NanowellOptions { MinCells = 2 },
            InFocusJitterMicrons = 0,
        };
        foreach (var frame in PairSimulator.Simulate(options))
        {
            var pcc = ImageMetrics.Pcc(frame.Reference.Counts, frame.Frame.Counts);
            var sharpness =
                SharpnessMeasures.Tenengrad(frame.Frame.Counts, 64, 64) / SharpnessMeasures.Tenengrad(frame.Reference.Counts, 64, 64);
            Assert.True(
                frame.OutOfFocus ? pcc < 0.97 && sharpness < 0.9 : pcc > 0.97,
                $"{frame.Sequence} {frame.DefocusMicrons:F1} µm: PCC {pcc:F3}, sharpness {sharpness:F2}"
            );
        }
    }

    [Fact]
    public void FramesOfOnePlaneDifferByTheirNoiseAlone()
    {
        var options = s_options with { Wells = 1, PlanesMicrons = [10, 10], PlaneJitterMicrons = 0 };
        var frames = PairSimulator.Simulate(options).TakeLast(2).ToArray();
        Assert.NotEqual(frames[0].Frame.Counts, frames[1].Frame.Counts);
        Assert.True(ImageMetrics.Pcc(frames[0].Frame.Counts, frames[1].Frame.Counts) > 0.95);
    }

    [Fact]
    public void EightBitCamerasGiveEightBitFrames()
    {
        var frame = PairSimulator.Simulate(s_options with { Camera = new CameraOptions { Bits = 8 } }).First().Frame;
        Assert.Equal(PixelType.UInt8, frame.PixelType);
        Assert.InRange(frame.Counts.Max(), 30, 255);
    }

    [Fact]
    public void ABrightFieldMicroscopeWithFinerApertureIsComputedOnAFinerGrid()
    {
        var frames = PairSimulator.Simulate(s_options with { Wells = 1, Size = 32, Microscope = MicroscopeOptions.BrightField40x });
        Assert.Equal(3, frames.Count());
    }

    [Fact]
    public void ABandOfWavelengthsSmoothsTheRingsOfDefocus()
    {
        var options = s_options with
        {
            Wells = 1,
            PlanesMicrons = [25],
            PlaneJitterMicrons = 0,
            Nanowell = new() { MinCells = 4 },
        };
        float[] Far(int lines) =>
            PairSimulator
                .Simulate(
                    options with
                    {
                        Microscope = new()
                        {
                            SourcePoints = 1,
                            BandMicrons = 0.2,
                            BandLines = lines,
                        },
                    }
                )
                .Last()
                .Frame.Counts;
        Assert.True(SharpnessMeasures.Tenengrad(Far(5), 64, 64) < 0.95 * SharpnessMeasures.Tenengrad(Far(1), 64, 64));
    }

    [Theory]
    [InlineData("10x")]
    [InlineData("40x")]
    public void OtherMicroscopesFilmToo(string magnification)
    {
        var (microscope, pixel) =
            magnification == "10x" ? (MicroscopeOptions.PhaseContrast10x, 1.3) : (MicroscopeOptions.BrightField40x, 0.325);
        foreach (var frame in PairSimulator.Simulate(s_options with { Microscope = microscope, PixelSize = pixel }))
            Assert.InRange(frame.Frame.Counts.Average(), 500, 3500);
    }

    [Fact]
    public void AConsumerMayStopEarly() => Assert.Single(PairSimulator.Simulate(s_options with { Wells = 1000 }).Take(1));

    internal static void AssertSame(IEnumerable<SimulatedFrame> expected, IEnumerable<SimulatedFrame> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        foreach (var (a, b) in expected.Zip(actual))
        {
            Assert.Equal((a.Sequence, a.FrameIndex, a.DefocusMicrons), (b.Sequence, b.FrameIndex, b.DefocusMicrons));
            Assert.Equal(a.Frame.Counts, b.Frame.Counts);
            Assert.Equal(a.Reference.Counts, b.Reference.Counts);
        }
    }
}
