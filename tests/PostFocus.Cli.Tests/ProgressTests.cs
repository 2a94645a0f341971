namespace PostFocus.Cli.Tests;

public sealed class ProgressTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void ALineEveryTenSecondsTellsRateAndTimeLeft()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var done = new Progress(output, 1000, _clock).Of("well", 1000);
        foreach ((var frames, var seconds) in new[] { (10, 9), (20, 10), (25, 19), (100, 50), (999, 555) })
        {
            _clock.Seconds = seconds;
            done(frames);
        }
        Assert.Equal(
            "well: 20 of 1000 frames, 2 frames/s, 8 min left\n"
                + "well: 100 of 1000 frames, 2 frames/s, 8 min left\n"
                + "well: 999 of 1000 frames, 1.8 frames/s, 1 s left\n",
            output.ToString()
        );
    }

    [Fact]
    public void PartsThatAreDoneCountInTheWhole()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var progress = new Progress(output, 100_000, _clock);
        progress.Of("a", 50);
        var done = progress.Of("b", 30);
        _clock.Seconds = 10;
        done(10);
        Assert.Equal("b: 10 of 30 frames; in all 60 of 100000, 6 frames/s, 4.6 h left\n", output.ToString());
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
