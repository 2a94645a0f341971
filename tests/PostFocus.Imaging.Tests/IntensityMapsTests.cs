using CsCheck;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public class IntensityMapsTests
{
    private const int Side = 64,
        Frames = 12;

    /// <summary>A scene that stays, in focus and out of it, with new noise; counts above an offset of 100.</summary>
    private static Frame[] Video(int seed, Func<int, double> gain, Func<int, double>? added = null)
    {
        var scene = new BlobScene(Side, Side, seed);
        return
        [
            .. Enumerable
                .Range(0, Frames)
                .Select(i =>
                {
                    var unit = scene.Frame(blur: i % 5 == 2 ? 3 : 0.5).Counts;
                    var random = new Random(seed + i);
                    return new Frame(
                        Side,
                        Side,
                        [
                            .. unit.Select(
                                (u, at) =>
                                    (float)
                                        Math.Round(
                                            100
                                                + gain(i) * (1500 + 4 * (at % Side) + 300 * u + 20 * random.NextDouble())
                                                + (added?.Invoke(i) ?? 0)
                                        )
                            ),
                        ],
                        PixelType.UInt16
                    );
                }),
        ];
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AnEvenVideoHasTheMapOfAllItsFrames() =>
        Gen.Int[1, 1000]
            .Sample(
                seed =>
                {
                    var video = Video(seed, _ => 1);
                    Assert.All(IntensityMaps.Fit(video), map => Assert.Equal(IntensityMap.Fit(video), map));
                },
                iter: 10
            );

    /// <summary>Four times as bright, with soft edges.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(1, 12)]
    [InlineData(2, 5)]
    public void ABubbleInAFewFramesDoesNotSetTheMapOfTheOthers(int frames, double radius)
    {
        var video = Video(3, _ => 1);
        Frame[] passed =
        [
            .. video.Select(
                (frame, i) =>
                    i < 2 || i >= 2 + frames
                        ? frame
                        : new Frame(Side, Side, [.. frame.Counts.Select((c, at) => MathF.Round(c * (1 + 3 * Soft(at))))], PixelType.UInt16)
            ),
        ];
        var expected = IntensityMap.Fit([.. video[..2], .. video[(2 + frames)..]]);
        Assert.All(IntensityMaps.Fit(passed), map => Assert.Equal(expected, map));

        float Soft(int at) => (float)Math.Exp(-Math.Pow(Math.Max(0, double.Hypot(at % Side - 30, at / Side - 30) - radius), 2) / 4);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void MapsFollowTheExposure() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Int[2, 9], Gen.Double[1.5, 4])
            .Sample(
                (seed, at, factor) =>
                {
                    Frame[] even = Video(seed, _ => 1),
                        changed = Video(seed, i => i < at ? 1 : factor);
                    var expected = IntensityMap.Fit(even);
                    var maps = IntensityMaps.Fit(changed);
                    Assert.Equal(2, maps.Distinct().Count());
                    Assert.NotEqual(maps[at - 1], maps[at]);
                    for (var i = 0; i < Frames; i++)
                        AssertSameUnits(even[i], expected, changed[i], maps[i], 0.06);
                },
                iter: 10
            );

    [Fact]
    [Trait("Speed", "Slow")]
    public void MapsFollowADrift() =>
        Gen.Int[1, 1000]
            .Sample(
                seed =>
                {
                    Frame[] even = Video(seed, _ => 1),
                        drifting = Video(seed, i => Math.Pow(1.05, i));
                    var expected = IntensityMap.Fit(even);
                    var maps = IntensityMaps.Fit(drifting);
                    for (var i = 0; i < Frames; i++)
                        AssertSameUnits(even[i], expected, drifting[i], maps[i], 0.1);
                },
                iter: 10
            );

    /// <summary>Nothing stays where it was, so that no frame has the pattern of another; every fifth is out of focus.</summary>
    [Theory]
    [InlineData("falls")]
    [InlineData("rises")]
    [InlineData("flashes")]
    [InlineData("steps")]
    public void MapsFollowTheLightWhereAllContrastMoves(string light)
    {
        Frame[] even = [.. Enumerable.Range(0, 2 * Frames).Select(Moved)],
            changed = [.. even.Select((frame, i) => Each(frame, (c, _) => 100 + Gain(i) * (c - 100)))];
        var expected = IntensityMap.Fit(even);
        var maps = IntensityMaps.Fit(changed);
        for (var i = 0; i < even.Length; i++)
            AssertSameUnits(even[i], expected, changed[i], maps[i], 0.1);

        double Gain(int i) =>
            light switch
            {
                "falls" => Math.Pow(0.95, i),
                "rises" => Math.Pow(1.05, i),
                "flashes" => i % 3 == 1 ? 1.5 : 1,
                _ => i < 11 ? 1 : 3,
            };

        // What leaves at one side comes in at the other.
        static Frame Moved(int i)
        {
            var unit = new BlobScene(Side, Side).Frame(blur: i % 5 == 2 ? 1.5 : 0.5).Counts;
            var counts = unit.Select((_, at) => MathF.Round(1600 + 300 * unit[(at / Side + 11 * i) % Side * Side + (at + 23 * i) % Side]));
            return new(Side, Side, [.. counts], PixelType.UInt16);
        }
    }

    /// <summary>Two frames far out of focus where the light is brightest, or more empty fields than others.</summary>
    [Theory]
    [InlineData("out of focus")]
    [InlineData("empty")]
    public void FramesWithoutTheUsualContrastDoNotBendTheGain(string which)
    {
        var random = new Random(1);
        var even = Video(3, _ => 1);
        Frame[] changed = [.. Video(3, i => Math.Pow(0.95, i))];
        var expected = IntensityMap.Fit(even);
        for (var i = 0; i < Frames; i++)
        {
            if (which == "out of focus" ? i < 2 : i % 3 != 2)
                changed[i] = Each(
                    changed[i],
                    (c, _) => which == "empty" ? 6000 + random.Next(-20, 20) : changed[i].Counts[0] + 0.1 * (c - changed[i].Counts[0])
                );
        }
        var maps = IntensityMaps.Fit(changed);
        foreach (var i in new[] { 5, 8, 11 })
            AssertSameUnits(even[i], expected, changed[i], maps[i], 0.2);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(5)]
    [Trait("Speed", "Slow")]
    public void MapsFollowAnOffset(double ofRange) =>
        Gen.Int[1, 1000]
            .Sample(
                seed =>
                {
                    var even = Video(seed, _ => 1);
                    float[] sorted = [.. even[0].Counts.Order()];
                    var offset = ofRange * (sorted[(int)(0.98 * sorted.Length)] - sorted[(int)(0.02 * sorted.Length)]);
                    var moved = Video(seed, _ => 1, i => i >= 4 ? offset : 0);
                    var expected = IntensityMap.Fit(even);
                    var maps = IntensityMaps.Fit(moved);
                    for (var i = 0; i < Frames; i++)
                        AssertSameUnits(even[i], expected, moved[i], maps[i], 0.1);
                },
                iter: 10
            );

    /// <summary>About a mean that stays.</summary>
    [Theory]
    [InlineData(0.4, 7, 12)]
    [InlineData(0.4, 3, 12)]
    [InlineData(0.4, 7, 8)]
    [InlineData(2.5, 7, 12)]
    public void MapsFollowTheContrast(double factor, int first, int end)
    {
        var even = Video(3, _ => 1);
        var mean = even.Average(frame => frame.Counts.Average());
        Frame[] changed = [.. even.Select((frame, i) => i >= first && i < end ? Each(frame, (c, _) => mean + factor * (c - mean)) : frame)];
        var expected = IntensityMap.Fit(even);
        var maps = IntensityMaps.Fit(changed);
        for (var i = 0; i < Frames; i++)
            AssertSameUnits(even[i], expected, changed[i], maps[i], 0.1);
    }

    /// <summary>As where a cell crosses the field; it says nothing of the gain.</summary>
    [Fact]
    public void AFrameUnlikeTheOthersHasTheContrastOfTheFrameBefore()
    {
        var even = Video(3, _ => 1);
        var mean = even.Average(frame => frame.Counts.Average());
        var other = new BlobScene(Side, Side, 9).Frame(blur: 2).Counts;
        var level = other.Average();
        var maps = IntensityMaps.Fit([
            .. even.Select(
                (frame, i) => Each(frame, (c, at) => mean + (i < 5 ? 1 : 0.4) * (c - mean) + (i is 3 or 8 ? 2000 * (other[at] - level) : 0))
            ),
        ]);
        Assert.NotEqual(maps[4], maps[5]);
        Assert.Equal(maps[2], maps[3]);
        Assert.Equal(maps[7], maps[8]);
    }

    [Fact]
    public void WhereOnlyContrastChangesWhatMovesInAPartOfTheFrameIsNoBrightness()
    {
        var video = Video(3, _ => 1);
        var mean = video.Average(frame => frame.Counts.Average());
        var maps = IntensityMaps.Fit([
            .. video.Select(
                (frame, i) => Each(frame, (c, at) => (i < 7 ? c : mean + 0.4 * (c - mean)) + (i == 2 && at < Side * Side / 3 ? 400 : 0))
            ),
        ]);
        Assert.NotEqual(maps[6], maps[7]);
        Assert.All(maps.Take(7), map => Assert.Equal(maps[0], map));
    }

    /// <summary>A part that is darker than the rest, then brighter, then much brighter.</summary>
    [Fact]
    public void APatternThatTurnsOverIsNoContrast()
    {
        var random = new Random(1);
        double[] levels = [-1600, 400, -1600, 400, 400, 1800];
        Frame[] video =
        [
            .. levels.Select(level => new Frame(
                Side,
                Side,
                [.. Enumerable.Range(0, Side * Side).Select(at => 2000 + random.Next(400) + (at < Side * Side / 3 ? (float)level : 0))],
                PixelType.UInt16
            )),
        ];
        Assert.Single(IntensityMaps.Fit(video).Distinct());
    }

    [Fact]
    public void GainAndOffsetMayChangeEachInItsFrame()
    {
        var even = Video(3, _ => 1);
        var changed = Video(3, i => i == 4 ? 8 : 1, i => i == 8 ? 3000 : 0);
        var expected = IntensityMap.Fit(even);
        var maps = IntensityMaps.Fit(changed);
        for (var i = 0; i < Frames; i++)
            AssertSameUnits(even[i], expected, changed[i], maps[i], 0.1);
    }

    /// <summary>Contrast of pixels alone, contrast of what lies over tens of pixels alone, and of both but in other places.</summary>
    [Theory]
    [InlineData("fine")]
    [InlineData("coarse")]
    [InlineData("new")]
    public void ContrastThatDoesNotChangeAllAlikeIsNoGain(string what)
    {
        Frame[] video = [.. Video(3, _ => 1).Select(frame => Each(frame, (c, at) => c + (what == "coarse" ? Fine(at) : 0)))];
        var other = new BlobScene(Side, Side, 9).Frame(blur: 2).Counts;
        var level = other.Average();
        for (var i = 7; i < Frames; i++)
            video[i] = Each(video[i], (c, at) => c + Added(at));
        Assert.Single(IntensityMaps.Fit(video).Distinct());

        double Added(int at) =>
            what switch
            {
                "fine" => Fine(at),
                "coarse" => 8 * (at % Side - (Side - 1) / 2.0),
                _ => 2000 * (other[at] - level),
            };

        static double Fine(int at) => (at % Side + at / Side) % 2 == 0 ? 500 : -500;
    }

    [Fact]
    public void TheCameraOffsetStaysBlackInEveryPart()
    {
        var maps = IntensityMaps.Fit(Video(3, i => i < 5 ? 1 : 3), cameraOffset: 100);
        Assert.All(maps, map => Assert.Equal(100, map.Black, 1e-6));
        Assert.Equal(3, (maps[5].White - 100) / (maps[0].White - 100), 0.02);
    }

    [Fact]
    public void WhatMovesInAPartOfTheFrameIsNoExposure()
    {
        var video = Video(3, _ => 1);
        foreach (var frame in video[6..])
            for (var i = 0; i < Side * Side / 3; i++)
                frame.Counts[i] += 900;
        Assert.Single(IntensityMaps.Fit(video).Distinct());
    }

    [Fact]
    public void ShutterFramesDoNotCount()
    {
        var video = Video(3, _ => 1);
        var expected = IntensityMap.Fit([.. video.Where((_, i) => i != 4)]);
        var random = new Random(1);
        video[4] = new(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(_ => (float)random.Next(90, 110))], PixelType.UInt16);
        Assert.All(IntensityMaps.Fit(video), map => Assert.Equal(expected, map));
    }

    [Fact]
    public void AVideoOfEmptyFieldsHasAMapToo()
    {
        var random = new Random(1);
        Frame[] video =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(_ => new Frame(
                    Side,
                    Side,
                    [.. Enumerable.Range(0, Side * Side).Select(_ => (float)random.Next(90, 110))],
                    PixelType.UInt16
                )),
        ];
        Assert.All(IntensityMaps.Fit(video), map => Assert.Equal(IntensityMap.Fit(video), map));
    }

    private static Frame Each(Frame frame, Func<float, int, double> counts) =>
        new(frame.Height, frame.Width, [.. frame.Counts.Select((c, at) => (float)Math.Round(counts(c, at)))], frame.PixelType);

    private static void AssertSameUnits(Frame expected, IntensityMap byMap, Frame actual, IntensityMap map, double tolerance)
    {
        float[] one = new float[Side * Side],
            other = new float[Side * Side];
        byMap.ToUnit(expected.Counts, one);
        map.ToUnit(actual.Counts, other);
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
