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
        Assert.Equal(wells, GateThreshold.LeastWells(allowed, confidence));
        Assert.Equal(0.0, GateThreshold.Find(Good(wells), allowed, confidence).Value);
        Assert.Null(GateThreshold.Find(Good(wells - 1), allowed, confidence).Value);
    }

    [Fact]
    public void FramesOfOneWellCountOnce()
    {
        // Ten times the frames, and no more wells.
        Assert.Null(GateThreshold.Find(Good(298).SelectMany(f => Enumerable.Repeat(f, 10)), 0.01, 0.95).Value);
        // One frame that is worse fails its well, however many others it has.
        GateThreshold found = GateThreshold.Find(
            [.. Good(100).SelectMany(f => Enumerable.Repeat(f, 10)), (1f, true, "well 3")], 0.05, 0.9);
        Assert.Equal((100, 1, 1001, 1), (found.Wells, found.FailedWells, found.Frames, found.WorseFrames));
        Assert.InRange(found.UpperBound, 0.01, 0.05);
    }

    [Fact]
    public void FramesThatAreWorseAtLowTrustAreKeptOut()
    {
        var bad = Enumerable.Range(0, 50).Select(i => (-1f + i / 1000f, true, $"bad {i}"));
        GateThreshold found = GateThreshold.Find([.. bad, .. Good(200)], 0.05, 0.9);
        Assert.InRange(found.Value!.Value, -0.96, 20);
        Assert.InRange((double)found.FailedWells / found.Wells, 0, 0.05);
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
            (float, bool, string)[] frames = [.. Enumerable.Range(0, 150).Select(i =>
                (float)random.NextDouble() is var trust ? (trust, random.NextDouble() < 0.3 * (1 - trust), $"{i}") : default)];
            if (GateThreshold.Find(frames, allowed, confidence).Value is not { } threshold)
                continue;
            found++;
            if (0.15 * (1 - threshold) > allowed)
                broken++;
        }
        // Three standard deviations of the binomial above what is allowed.
        Assert.InRange(broken, 0, (1 - confidence) * runs + 3 * Math.Sqrt(confidence * (1 - confidence) * runs));
        Assert.InRange(found, runs / 2, runs);
    }

    private static IEnumerable<(float Trust, bool IsWorse, string Well)> Good(int wells) =>
        Enumerable.Range(0, wells).Select(i => ((float)i, false, $"well {i}"));
}
