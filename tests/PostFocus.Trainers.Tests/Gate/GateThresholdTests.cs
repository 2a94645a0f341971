using PostFocus.Trainers.Gate;

namespace PostFocus.Trainers.Tests.Gate;

public sealed class GateThresholdTests
{
    [Theory]
    [InlineData(0.01, 0.95, 299)]
    [InlineData(0.05, 0.9, 45)]
    [InlineData(0.5, 0.5, 1)]
    public void SoManyWellsKeepThePromiseIfNoneFails(double allowed, double confidence, int wells)
    {
        Assert.Equal(wells, FirstThreshold.LeastWells(allowed, confidence));
        Assert.Equal(0.0, Find(Good(wells), [], allowed, confidence).Value);
        Assert.Null(Find(Good(wells - 1), [], allowed, confidence).Value);
    }

    [Fact]
    public void FramesOfOneWellCountOnce()
    {
        // Ten times the frames, and no more wells.
        Assert.Null(Find(Good(298).SelectMany(f => Enumerable.Repeat(f, 10)), [], 0.01, 0.95).Value);
        // One frame that is worse fails its well, however many others it has.
        GateThreshold found = Find([.. Good(100).SelectMany(f => Enumerable.Repeat(f, 10)), new(1, true, "well 3")], [], 0.05, 0.9);
        Assert.Equal((100, 1, 1001, 1), (found.Wells, found.FailedWells, found.Frames, found.WorseFrames));
        Assert.InRange(found.UpperBound, 0.01, 0.05);
    }

    [Fact]
    public void FramesThatAreWorseAtLowTrustAreKeptOut()
    {
        GateFrame[] bad = [.. Enumerable.Range(0, 50).Select(i => new GateFrame(-1f + i / 1000f, true, $"bad {i}"))];
        GateThreshold found = Find([.. bad, .. Good(200)], [.. bad, .. Good(200)], 0.05, 0.9);
        Assert.InRange(found.Value!.Value, -0.96, 20);
        Assert.InRange((double)found.FailedWells / found.Wells, 0, 0.05);
    }

    [Fact]
    public void OneFrameThatIsWorseAtTheHighestTrustEndsTheSearchOnlyWhereThereIsNoRoomForIt()
    {
        // With one failure 473 wells keep the promise, with two 628.
        Assert.Equal((473, 628), (FirstThreshold.LeastWells(0.01, 0.95, failures: 1), FirstThreshold.LeastWells(0.01, 0.95, failures: 2)));
        Assert.Null(Find([.. Good(450), new(1000, true, "bad")], Good(200), 0.01, 0.95).Value);
        Assert.Equal(0.0, Find([.. Good(700), new(1000, true, "bad")], Good(200), 0.01, 0.95).Value);
    }

    [Fact]
    public void ThePromiseIsBrokenNoMoreOftenThanTheConfidenceAllows()
    {
        // A frame of trust t is worse with probability 0.3 (1 - t): from the threshold t on, the share is 0.15 (1 - t).
        const double allowed = 0.1, confidence = 0.9;
        const int runs = 400;
        int broken = 0, found = 0;
        var random = new Random(5);
        for (int run = 0; run < runs; run++)
        {
            if (Find(Frames(150), Frames(300), allowed, confidence).Value is not { } threshold)
                continue;
            found++;
            if (0.15 * (1 - threshold) > allowed)
                broken++;
        }
        // Three standard deviations of the binomial above what is allowed.
        Assert.InRange(broken, 0, (1 - confidence) * runs + 3 * Math.Sqrt(confidence * (1 - confidence) * runs));
        Assert.InRange(found, runs / 2, runs);

        GateFrame[] Frames(int count) => [.. Enumerable.Range(0, count).Select(i =>
            (float)random.NextDouble() is var trust ? new GateFrame(trust, random.NextDouble() < 0.3 * (1 - trust), $"{i}") : null!)];
    }

    private static GateThreshold Find(IEnumerable<GateFrame> frames, IEnumerable<GateFrame> fitted, double allowed, double confidence) =>
        GateThreshold.Find([.. frames], [.. fitted], allowed, confidence);

    private static IEnumerable<GateFrame> Good(int wells) => Enumerable.Range(0, wells).Select(i => new GateFrame(i, false, $"well {i}"));
}
