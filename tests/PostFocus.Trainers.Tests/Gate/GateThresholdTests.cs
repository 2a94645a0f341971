using CsCheck;
using PostFocus.Imaging.Statistics;
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
    public void SoManyWellsKeepThePromiseToTheLastBit()
    {
        // Without a failure the bound is 1 - (1 - confidence)^(1 / wells): here as much as is allowed, but for the rounding.
        foreach (var allowed in new[] { 0.05, 0.1, 0.2, 0.3 })
        {
            for (var exact = 1; exact <= 30; exact++)
            {
                var confidence = 1 - Math.Pow(1 - allowed, exact);
                var wells = FirstThreshold.LeastWells(allowed, confidence);
                Assert.InRange(wells, exact, exact + 1);
                Assert.Equal(0.0, Find(Good(wells), [], allowed, confidence).Value);
            }
        }
    }

    [Fact]
    public void OfStartsThatAreSureToHoldTheStrictestIsTaken()
    {
        var wells = FirstThreshold.Wells([.. Good(1000)], [.. Good(1000)], 0.5, 0.9);
        Assert.InRange(wells, FirstThreshold.LeastWells(0.5, 0.9), 100);
    }

    [Fact]
    public void FramesOfEqualTrustAreAcceptedTogetherOrNotAtAll()
    {
        // The good ones come first: alone they would keep the promise.
        GateFrame[] tied = [.. Enumerable.Range(0, 100).Select(i => new GateFrame(1, i >= 80, $"well {i}"))];
        Assert.Null(Find(tied, [], 0.1, 0.9).Value);
        GateFrame[] higher = [.. tied, .. Good(60).Select(f => f with { Trust = 2, Well = $"{f.Well}, trusted" })];
        Assert.Equal(new GateThreshold(2, 60, 0, 60, 0, ClopperPearson.Upper(0, 60, 0.9)), Find(higher, [], 0.1, 0.9));
    }

    [Fact]
    public void TheFiguresAreThoseOfTheFramesFromTheThresholdOnAndKeepThePromise() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 20], Gen.Int[0, 59])
            .Array[1, 300]
            .Sample(
                drawn =>
                {
                    const double allowed = 0.2,
                        confidence = 0.8;
                    // Few trusts, so that many are equal; the lower, the more often worse.
                    GateFrame[] frames =
                    [
                        .. drawn.Select(f => new GateFrame(f.Item1 / 12f, f.Item2 > 19 - (12 - f.Item1) / 4, $"{f.Item3}")),
                    ];
                    var found = Find(frames, frames, allowed, confidence);
                    GateFrame[] accepted = [.. frames.Where(f => f.Trust >= found.Value)];
                    string[] failed = [.. accepted.Where(f => f.IsWorse).Select(f => f.Well).Distinct()];
                    var wells = accepted.Select(f => f.Well).Distinct().Count();
                    Assert.Equal((accepted.Length, accepted.Count(f => f.IsWorse)), (found.Frames, found.WorseFrames));
                    Assert.Equal((wells, failed.Length), (found.Wells, found.FailedWells));
                    Assert.Equal(wells > 0 ? ClopperPearson.Upper(failed.Length, wells, confidence) : 1, found.UpperBound);
                    Assert.True(found.Value is null || found.UpperBound <= allowed);
                },
                iter: 300
            );

    [Fact]
    public void TheSearchEndsAtTheFirstThresholdThatFailsHoweverGoodAllBelowItAre()
    {
        GateFrame[] frames =
        [
            .. Good(100).Select(f => f with { Trust = f.Trust + 2000 }),
            .. Enumerable.Range(0, 20).Select(i => new GateFrame(1500 + i, true, $"bad {i}")),
            .. Good(1000).Select(f => f with { Well = $"{f.Well}, below" }),
        ];
        // With all of them the promise would be kept, which is not asked any more.
        Assert.InRange(ClopperPearson.Upper(20, 1120, 0.9), 0, 0.05);
        Assert.InRange(Find(frames, [], 0.05, 0.9).Value!.Value, 1500, 2100);
    }

    [Fact]
    public void TwentyThresholdsAreTriedAtEvenRanks()
    {
        // 45 wells are the fewest: then every 10th is tried. From the 101st on all are worse.
        GateFrame[] frames = [.. Enumerable.Range(0, 45 + 19 * 10).Select(i => new GateFrame(1000 - i, i >= 100, $"{i}"))];
        var found = Find(frames, [], 0.05, 0.9);
        Assert.Equal((95, 0, 1000 - 94), (found.Frames, found.WorseFrames, found.Value));
    }

    [Fact]
    public void FramesOfOneWellCountOnce()
    {
        // Ten times the frames, and no more wells.
        Assert.Null(Find(Good(298).SelectMany(f => Enumerable.Repeat(f, 10)), [], 0.01, 0.95).Value);
        // One frame that is worse fails its well, however many others it has.
        var found = Find([.. Good(100).SelectMany(f => Enumerable.Repeat(f, 10)), new(1, true, "well 3")], [], 0.05, 0.9);
        Assert.Equal((100, 1, 1001, 1), (found.Wells, found.FailedWells, found.Frames, found.WorseFrames));
        Assert.InRange(found.UpperBound, 0.01, 0.05);
    }

    [Fact]
    public void FramesThatAreWorseAtLowTrustAreKeptOut()
    {
        GateFrame[] bad = [.. Enumerable.Range(0, 50).Select(i => new GateFrame(-1f + i / 1000f, true, $"bad {i}"))];
        var found = Find([.. bad, .. Good(200)], [.. bad, .. Good(200)], 0.05, 0.9);
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
    [Trait("Speed", "Slow")]
    public void ThePromiseIsBrokenNoMoreOftenThanTheConfidenceAllows()
    {
        // A frame of trust t is worse with probability 0.3 (1 - t): from the threshold t on, the share is 0.15 (1 - t).
        const double allowed = 0.1,
            confidence = 0.9;
        const int runs = 400;
        int broken = 0,
            found = 0;
        var random = new Random(5);
        for (var run = 0; run < runs; run++)
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

        GateFrame[] Frames(int count) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i =>
                        (float)random.NextDouble() is var trust
                            ? new GateFrame(trust, random.NextDouble() < 0.3 * (1 - trust), $"{i}")
                            : null!
                    ),
            ];
    }

    private static GateThreshold Find(IEnumerable<GateFrame> frames, IEnumerable<GateFrame> fitted, double allowed, double confidence) =>
        GateThreshold.Find([.. frames], [.. fitted], allowed, confidence);

    private static IEnumerable<GateFrame> Good(int wells) => Enumerable.Range(0, wells).Select(i => new GateFrame(i, false, $"well {i}"));

    [Fact]
    public void ALaterFrameOfAWellThatIsCountedFailsIt()
    {
        // Of one well of the fitted three the best frame is good and the next one worse: a start that allows a failure is surer to hold.
        GateFrame[] fitted = [new(4, false, "a"), new(3, true, "a"), new(2, false, "b"), new(1, false, "c")];
        Assert.Equal(3, FirstThreshold.LeastWells(0.5, 0.5, failures: 1));
        Assert.Equal(3, FirstThreshold.Wells([.. Good(3)], fitted, 0.5, 0.5));
    }
}
