using CsCheck;
using PostFocus.Imaging.Statistics;
using PostFocus.Trainers.Data;
using PostFocus.Trainers.Gate;

namespace PostFocus.Trainers.Tests.Gate;

public sealed class GateThresholdTests
{
    [Theory]
    [InlineData(0.01, 0.95, 340)]
    [InlineData(0.05, 0.9, 53)]
    [InlineData(0.2, 0.8, 10)]
    [InlineData(0.5, 0.5, 2)]
    public void SoManyWellsKeepThePromiseIfNoFrameIsWorse(double allowed, double confidence, int wells)
    {
        Assert.Equal(wells, GateThreshold.LeastWells(allowed, confidence));
        Assert.Equal(0.0, Find(Tied(wells), allowed, confidence).Value);
        Assert.Null(Find(Tied(wells - 1), allowed, confidence).Value);

        static IEnumerable<GateFrame> Tied(int wells) => Good(wells).Select(f => f with { Trust = 0 });
    }

    [Fact]
    public void FramesOfEqualTrustAreAcceptedTogetherOrNotAtAll()
    {
        // The good ones come first: alone they would keep the promise.
        GateFrame[] tied = [.. Enumerable.Range(0, 100).Select(i => new GateFrame(1, i >= 80, $"well {i}"))];
        Assert.Null(Find(tied, 0.1, 0.9).Value);
        GateFrame[] higher = [.. tied, .. Good(60).Select(f => f with { Trust = 2, Well = $"{f.Well}, trusted" })];
        Assert.Equal(new GateThreshold(2, 60, 0, 60, 0, BettingBound.Upper(new double[60], 0.9)), Find(higher, 0.1, 0.9));
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
                    var found = Find(frames, allowed, confidence);
                    GateFrame[] accepted = [.. frames.Where(f => f.Trust >= found.Value)];
                    var wells = accepted.ToLookup(f => f.Well);
                    double[] shares =
                    [
                        .. GroupSplit
                            .Shuffle(wells.Select(w => w.Key), 1)
                            .Select(w => wells[w].Count(f => f.IsWorse) / (double)wells[w].Count()),
                    ];
                    Assert.Equal((accepted.Length, accepted.Count(f => f.IsWorse)), (found.Frames, found.WorseFrames));
                    Assert.Equal((shares.Length, shares.Count(s => s > 0)), (found.Wells, found.FailedWells));
                    Assert.Equal(BettingBound.Upper(shares, confidence), found.UpperBound, 1e-9);
                    Assert.True(found.Value is null || found.UpperBound <= allowed);
                },
                iter: 300
            );

    [Fact]
    public void TheSearchEndsAtTheFirstThresholdThatFailsHoweverGoodAllBelowItAre()
    {
        // Of the wells fitted on few were as good as the best, so the search begins there.
        GateFrame[] fitted = [.. Good(1100).Select((f, i) => f with { Trust = 1100 - i, IsWorse = i > 100 })];
        GateFrame[] frames =
        [
            .. Good(200).Select(f => f with { Trust = f.Trust + 3000 }),
            .. Enumerable.Range(0, 40).Select(i => new GateFrame(1500 + i, true, $"bad {i}")),
            .. Good(1860).Select(f => f with { Trust = 1, Well = $"{f.Well}, below" }),
        ];
        // With all of them the promise would be kept, which is not asked any more.
        Assert.Equal(0.0, Find(frames.Select(f => f with { Trust = 0 }), 0.05, 0.9).Value);
        Assert.InRange(GateThreshold.Find(frames, fitted, 0.05, 0.9, 1).Value!.Value, 1500, 3200);
    }

    [Fact]
    public void TwentyThresholdsAreTriedAtEvenRanks()
    {
        // A tenth of the fitted wells is good, so the first accepts a tenth; then every 45th frame is tried.
        GateFrame[] fitted = [.. Good(950).Select((f, i) => f with { Trust = 950 - i, IsWorse = i >= 95 })];
        GateFrame[] frames = [.. Good(950).Select((f, i) => f with { Trust = 950 - i, IsWorse = i >= 300 })];
        var found = GateThreshold.Find(frames, fitted, 0.05, 0.9, 1);
        Assert.Equal((275, 0, 950 - 274), (found.Frames, found.WorseFrames, found.Value));
    }

    [Fact]
    public void FramesOfOneWellCountOnce()
    {
        // Ten times the frames, and no more wells.
        Assert.Null(Find(Good(52).SelectMany(f => Enumerable.Repeat(f with { Trust = 1 }, 10)), 0.05, 0.9).Value);
        // One frame in eleven that is worse costs its well an eleventh.
        GateFrame[] one = [.. Good(70).SelectMany(f => Enumerable.Repeat(f with { Trust = 1 }, 10)), new(1, true, "well 3")];
        var found = Find(one, 0.05, 0.9);
        Assert.Equal((70, 1, 701, 1), (found.Wells, found.FailedWells, found.Frames, found.WorseFrames));
        Assert.InRange(found.UpperBound, BettingBound.Upper(new double[70], 0.9), 0.05);
        // In a well of its own it costs that.
        Assert.Null(Find([.. one.Where(f => !f.IsWorse), new(1, true, "alone")], 0.05, 0.9).Value);
    }

    [Fact]
    public void FramesThatAreWorseAtLowTrustAreKeptOut()
    {
        GateFrame[] bad = [.. Enumerable.Range(0, 50).Select(i => new GateFrame(-1f + i / 1000f, true, $"bad {i}"))];
        var found = Find([.. bad, .. Good(200)], 0.05, 0.9);
        Assert.InRange(found.Value!.Value, -0.96, 20);
        Assert.InRange((double)found.FailedWells / found.Wells, 0, 0.05);
    }

    [Fact]
    public void WithoutAFrameNothingIsAccepted() => Assert.Null(Find([], 0.05, 0.9).Value);

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
            if (GateThreshold.Find(Frames(400), Frames(400), allowed, confidence, 1).Value is not { } threshold)
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

    /// <summary>The search among frames like those fitted on.</summary>
    private static GateThreshold Find(IEnumerable<GateFrame> frames, double allowed, double confidence) =>
        frames.ToArray() is var all ? GateThreshold.Find(all, all, allowed, confidence, 1) : null!;

    private static IEnumerable<GateFrame> Good(int wells) => Enumerable.Range(0, wells).Select(i => new GateFrame(i, false, $"well {i}"));
}
