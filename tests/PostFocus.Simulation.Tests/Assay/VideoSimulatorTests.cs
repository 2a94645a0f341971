using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;
using PostFocus.Simulation.Scene;

namespace PostFocus.Simulation.Tests.Assay;

public class VideoSimulatorTests
{
    private static readonly VideoOptions s_options = new()
    {
        Wells = 2,
        FramesPerWell = 5,
        Size = 64,
        Seed = 3,
        OutOfFocusRate = 0.4,
        Nanowell = new NanowellOptions { MinCells = 2 },
    };

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheSameSeedGivesTheSameVideosWhateverTheNumberOfThreads() =>
        PairSimulatorTests.AssertSame(
            VideoSimulator.Simulate(s_options with { Threads = 1 }),
            VideoSimulator.Simulate(s_options with { Threads = 2 })
        );

    [Fact]
    public void FramesComeInTimeOrderAndLabelsFollowDefocus()
    {
        var frames = VideoSimulator.Simulate(s_options).ToArray();
        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], frames.Select(f => f.FrameIndex));
        Assert.All(frames, f => Assert.Equal(Math.Abs(f.DefocusMicrons) > 3, f.OutOfFocus));
    }

    [Fact]
    public void CellsMove()
    {
        var frames = VideoSimulator.Simulate(s_options with { Wells = 1, OutOfFocusRate = 0 }).ToArray();
        Assert.NotEqual(frames[0].Reference.Counts, frames[1].Reference.Counts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public void CellsDoNotMoveBeforeTheFirstFrame(double minutes)
    {
        var options = s_options with { FramesPerWell = 1, OutOfFocusRate = 0 };
        PairSimulatorTests.AssertSame(
            VideoSimulator.Simulate(options),
            VideoSimulator.Simulate(options with { FrameIntervalMinutes = minutes })
        );
    }

    [Fact]
    public void CellsStayInTheWellAndDoNotPassThroughEachOther()
    {
        var random = new SimulationRandom(8, 0, Purpose.Scene);
        var well = new Nanowell(new NanowellOptions { MinCells = 4 }, 0.55, random, 1);
        var motion = new CellMotion(s_options, well, new SimulationRandom(8, 0, Purpose.Motion));
        for (var t = 0; t < 200; t++)
        {
            motion.Advance(5);
            Assert.All(well.Cells, cell => Assert.True(well.HasRoom(cell, cell.X, cell.Y)));
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.05, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0.5, 4)]
    public void TheShareOfFramesOutOfFocusAndTheLengthOfEpisodesAreAsAsked(double rate, double length)
    {
        var options = s_options with { OutOfFocusRate = rate, MeanEpisodeFrames = length };
        var track = new FocusTrack(options, new SimulationRandom(1, 0, Purpose.Focus));
        var lost = Enumerable.Range(0, 100_000).Select(_ => Math.Abs(track.Next()) > 5).ToArray();
        var episodes = lost.Where((now, t) => now && (t == 0 || !lost[t - 1])).Count();
        Assert.Equal(rate, lost.Average(now => now ? 1.0 : 0), 0.05 * rate);
        if (rate > 0)
            Assert.Equal(length, lost.Count(now => now) / (double)episodes, 0.1 * length);
    }

    [Theory]
    [InlineData(0.06)]
    [InlineData(0.4)]
    [InlineData(0.96)]
    public void TheShareOfVideosWithFramesOutOfFocusIsAsAsked(double share)
    {
        var options = new VideoOptions().WithOutOfFocusVideos(share);
        const int videos = 4000;
        var affected = Enumerable
            .Range(0, videos)
            .Count(well =>
            {
                var track = new FocusTrack(options, new SimulationRandom(1, well, Purpose.Focus));
                return Enumerable.Range(0, 73).Count(_ => Math.Abs(track.Next()) > options.OutOfFocusMicrons) > 0.05 * 73;
            });
        Assert.Equal(share, affected / (double)videos, 4 * Math.Sqrt(share * (1 - share) / videos));
    }

    [Fact]
    public void AShareOfVideosThatNoRateGivesIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VideoOptions().WithOutOfFocusVideos(1));
        Assert.Contains(
            "at most",
            Assert.Throws<ArgumentOutOfRangeException>(() => new VideoOptions { FramesPerWell = 1 }.WithOutOfFocusVideos(0.9)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AnEpisodeKeepsToItsSideOfFocus()
    {
        var track = new FocusTrack(s_options, new SimulationRandom(2, 0, Purpose.Focus));
        var planes = Enumerable.Range(0, 10_000).Select(_ => track.Next()).ToArray();
        for (var t = 1; t < planes.Length; t++)
            if (Math.Abs(planes[t]) > 5 && Math.Abs(planes[t - 1]) > 5)
                Assert.Equal(Math.Sign(planes[t - 1]), Math.Sign(planes[t]));
        Assert.Contains(planes, z => z < -5);
        Assert.Contains(planes, z => z > 5);
    }
}
