using CsCheck;

namespace PostFocus.Imaging.Tests;

public class IntensityMapTests
{
    private static readonly float[] s_all16BitCounts = [.. Enumerable.Range(0, 65536).Select(i => (float)i)];

    private static Frame Frame16(params float[] counts) => new(1, counts.Length, counts, PixelType.UInt16);

    [Fact]
    public void BlackAndWhiteBecomeTheEndsOfTheUnitRange()
    {
        var unit = new float[5];
        new IntensityMap(100, 300).ToUnit([100, 300, 200, 0, 500], unit);
        Assert.Equal([-1, 1, 0, -2, 3], unit);
    }

    [Fact]
    public void Every16BitCountComesBackThroughAnyRange() =>
        Gen.Select(Gen.Int[0, 65534], Gen.Int[1, 65535], Gen.Double[0, 0.999]).Sample((black, range, fraction) =>
        {
            var map = new IntensityMap(black + fraction, Math.Min(black + range, 65535) + fraction);
            var unit = new float[65536];
            map.ToUnit(s_all16BitCounts, unit);
            var frame = map.ToFrame(unit, 256, 256, PixelType.UInt16, out var clipped);
            Assert.Equal(0, clipped);
            Assert.Equal(s_all16BitCounts, frame.Counts);
        }, iter: 300);

    [Fact]
    public void FloatCountsComeBackToSinglePrecisionOfTheRange() =>
        Gen.Select(Gen.Float[-1e6f, 1e6f], Gen.Float[1e-3f, 1e6f], Gen.Float[0, 1].Array[1, 50]).Sample((black, range, places) =>
        {
            var map = new IntensityMap(black, (double)black + range);
            float[] counts = [.. places.Select(p => black + p * range)];
            float[] unit = new float[counts.Length], back = new float[counts.Length];
            map.ToUnit(counts, unit);
            map.ToCounts(unit, back);
            for (var i = 0; i < counts.Length; i++)
                Assert.InRange(back[i], counts[i] - 1e-7 * (Math.Abs(black) + range), counts[i] + 1e-7 * (Math.Abs(black) + range));
        });

    [Fact]
    public void CountsBeyondTheTypeSaturateAndAreCounted()
    {
        var map = new IntensityMap(0, 254);
        var frame = map.ToFrame([-1.1f, -1.001f, -1, 0, 1, 1.01f, 1.1f], 1, 7, PixelType.UInt8, out var clipped);
        // Counts -12.7, -0.127, 0, 127, 254, 255.27 and 266.7: two are beyond rounding.
        Assert.Equal([0, 0, 0, 127, 254, 255, 255], frame.Counts);
        Assert.Equal(2, clipped);
        Assert.False(float.IsNegative(frame.Counts[1]));
    }

    [Fact]
    public void FloatFramesAreNeitherRoundedNorSaturated()
    {
        var frame = new IntensityMap(0, 2).ToFrame([-1.25f, 3.5f], 1, 2, PixelType.Float32, out var clipped);
        Assert.Equal([-0.25f, 4.5f], frame.Counts);
        Assert.Equal(0, clipped);
    }

    [Theory]
    [InlineData(PixelType.UInt16)]
    [InlineData(PixelType.Float32)]
    public void ANaNIsNoCount(PixelType type) =>
        Assert.Throws<ArgumentException>(() => new IntensityMap(0, 1).ToFrame([0, float.NaN], 1, 2, type, out _));

    [Fact]
    public void PercentilesAreThoseOfTheSortedSequence() =>
        Gen.Select(Gen.Int[0, 65535].Array[2, 200].Array[1, 4], Gen.Double[0, 45], Gen.Double[55, 100]).Sample((frames, low, high) =>
        {
            int[] sorted = [.. frames.SelectMany(f => f).Order()];
            double black = Reference(low), white = Reference(high);
            if (white <= black)
                return;
            foreach (var type in new[] { PixelType.UInt16, PixelType.Float32 })
            {
                var map = IntensityMap.Fit(frames.Select(f => new Frame(1, f.Length, [.. f.Select(c => (float)c)], type)), low, high);
                Assert.Equal(black, map.Black, 1e-9);
                Assert.Equal(white, map.White, 1e-9);
            }

            double Reference(double percent)
            {
                var rank = percent / 100 * (sorted.Length - 1);
                var below = (int)rank;
                return sorted[below] + (rank - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
            }
        });

    [Fact]
    public void TheDefaultPercentilesIgnoreHotAndDeadPixels()
    {
        // 10000 pixels: one dead, one hot, the rest 1000 to 1999. The 0.1 and 99.9 percentiles lie at ranks 9.999 and 9989.001.
        float[] counts = [0, 65535, .. Enumerable.Range(0, 9998).Select(i => 1000f + i % 1000)];
        var map = IntensityMap.Fit([Frame16(counts)]);
        Assert.InRange(map.Black, 1000, 1001);
        Assert.InRange(map.White, 1998, 1999);
    }

    [Fact]
    public void OneMapServesTheWholeSequenceInAnyOrder()
    {
        Frame[] frames = [.. Enumerable.Range(0, 5).Select(i => TestFrames.Random(20, 20, PixelType.UInt16, i))];
        Assert.Equal(IntensityMap.Fit(frames), IntensityMap.Fit(frames.Reverse()));
    }

    [Fact]
    public void ManyFloatPixelsAreSampledTheSameWayAndCloseToExact()
    {
        // 3 million pixels, three times what is kept: a ramp from 0 to 1, whose percentile p is p/100.
        const int side = 1000;
        Frame[] frames = [.. Enumerable.Range(0, 3).Select(f =>
            new Frame(side, side, [.. Enumerable.Range(0, side * side).Select(i => (f * side * side + i) / 3e6f)], PixelType.Float32))];
        var map = IntensityMap.Fit(frames, 1, 99);
        Assert.Equal(map, IntensityMap.Fit(frames, 1, 99));
        // The standard error of a percentile from half a million samples is sqrt(0.01 * 0.99 / 5e5) = 1.4e-4: six of them.
        Assert.Equal(0.01, map.Black, 8.4e-4);
        Assert.Equal(0.99, map.White, 8.4e-4);
    }

    [Fact]
    public void AFewSpecksOnEvenGroundAreMappedByMinimumAndMaximum()
    {
        var counts = new float[100_000];
        counts[7] = 50;
        Assert.Equal(new IntensityMap(0, 50), IntensityMap.Fit([Frame16(counts)]));
    }

    [Fact]
    public void WhatCannotBeMappedIsRefused()
    {
        Assert.Contains("same count (7)", Assert.Throws<ArgumentException>(() => IntensityMap.Fit([Frame16(7, 7, 7)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => IntensityMap.Fit([]));
        Assert.Throws<ArgumentException>(() => IntensityMap.Fit([Frame16(1, 2), TestFrames.Random(2, 2, PixelType.UInt8)]));
        Assert.Contains("Frame 1", Assert.Throws<ArgumentException>(() => IntensityMap.Fit([Frame16(1, 2), Frame16(1, float.NaN)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => IntensityMap.Fit([new Frame(1, 2, [1, float.PositiveInfinity], PixelType.Float32)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensityMap.Fit([Frame16(1, 2)], 50, 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensityMap.Fit([Frame16(1, 2)], -1, 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensityMap.Fit([Frame16(1, 2)], 0, 101));
        Assert.Throws<InvalidOperationException>(() => default(IntensityMap).ToUnit([1], new float[1]));
        Assert.Throws<InvalidOperationException>(() => new IntensityMap(2, 1).ToCounts([1], new float[1]));
        Assert.Throws<ArgumentException>(() => new IntensityMap(0, 1).ToUnit([1, 2], new float[1]));
    }
}
