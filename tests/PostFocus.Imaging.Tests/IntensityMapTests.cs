using CsCheck;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public class IntensityMapTests
{
    private static Frame Frame16(params float[] counts) => new(1, counts.Length, counts, PixelType.UInt16);

    [Fact]
    public void BlackAndWhiteBecomeTheEndsOfTheUnitRange()
    {
        var unit = new float[5];
        new IntensityMap(100, 300).ToUnit([100, 300, 200, 0, 500], unit);
        Assert.Equal([-1, 1, 0, -2, 3], unit);
    }

    [Theory]
    [InlineData(PixelType.UInt8, 0, 255)]
    [InlineData(PixelType.Int8, -128, 127)]
    [InlineData(PixelType.UInt12, 0, 4095)]
    [InlineData(PixelType.UInt16, 0, 65535)]
    [InlineData(PixelType.Int16, -32768, 32767)]
    [Trait("Speed", "Slow")]
    public void EveryCountOfUpTo16BitsComesBackThroughAnyMap(PixelType type, int minimum, int maximum)
    {
        float[] counts = [.. Enumerable.Range(minimum, maximum - minimum + 1).Select(i => (float)i)];
        const double most = 1 << 21;
        // Ranges of every order of magnitude that is documented, Black and White from one end of ±2^21 to the other.
        Gen.Select(Gen.Double[-6, Math.Log10(2 * most)], Gen.Double[0, 1])
            .Sample(
                (magnitude, place) =>
                {
                    var range = Math.Pow(10, magnitude);
                    var black = -most + place * (2 * most - range);
                    ComesBack(new IntensityMap(black, Math.Min(black + range, most)));
                },
                iter: 200
            );
        // The usual ones, within the type's own range.
        Gen.Select(Gen.Int[minimum, maximum - 1], Gen.Int[1, maximum - minimum], Gen.Double[0, 0.999])
            .Sample(
                (black, range, fraction) => ComesBack(new IntensityMap(black + fraction, Math.Min(black + range, maximum) + fraction)),
                iter: 200
            );
        ComesBack(new IntensityMap(-most, most));
        ComesBack(new IntensityMap(-most, -most + 1e-6));
        ComesBack(new IntensityMap(most - 1e-6, most));

        void ComesBack(IntensityMap map)
        {
            // Of its own: maps are tried on several threads.
            var unit = new float[counts.Length];
            map.ToUnit(counts, unit);
            Assert.Equal(counts, map.ToFrame(unit, 1, unit.Length, type, out var clipped).Counts);
            Assert.Equal(0, clipped);
        }
    }

    [Fact]
    public void FloatCountsComeBackToSinglePrecisionOfTheRange() =>
        Gen.Select(Gen.Float[-1e6f, 1e6f], Gen.Float[1e-3f, 1e6f], Gen.Float[0, 1].Array[1, 50])
            .Sample(
                (black, range, places) =>
                {
                    var map = new IntensityMap(black, (double)black + range);
                    float[] counts = [.. places.Select(p => black + p * range)];
                    float[] unit = new float[counts.Length],
                        back = new float[counts.Length];
                    map.ToUnit(counts, unit);
                    map.ToCounts(unit, back);
                    for (var i = 0; i < counts.Length; i++)
                        Assert.InRange(back[i], counts[i] - 1e-7 * (Math.Abs(black) + range), counts[i] + 1e-7 * (Math.Abs(black) + range));
                }
            );

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

    [Theory]
    [InlineData(PixelType.UInt8, 0, 255)]
    [InlineData(PixelType.UInt12, 0, 4095)]
    [InlineData(PixelType.UInt16, 0, 65535)]
    [InlineData(PixelType.UInt32, 0, 4294967040f)]
    [InlineData(PixelType.Int8, -128, 127)]
    [InlineData(PixelType.Int16, -32768, 32767)]
    [InlineData(PixelType.Int32, -2147483648f, 2147483520f)]
    [InlineData(PixelType.Float16, -65504, 65504)]
    public void EveryTypeSaturatesAtTheEndsOfItsRange(PixelType type, float minimum, float maximum)
    {
        // Unit intensities are counts divided by 2^33.
        var map = new IntensityMap(-Math.Pow(2, 33), Math.Pow(2, 33));
        var frame = map.ToFrame([-0.6f, 0, 0.6f], 1, 3, type, out var clipped);
        Assert.Equal([minimum, 0, maximum], frame.Counts);
        Assert.Equal(2, clipped);
    }

    [Fact]
    public void WhateverANetworkGivesBecomesCountsThatAFileHolds() =>
        Gen.Select(Gen.Enum<PixelType>(), Gen.Double[-1e5, 1e5], Gen.Double[1e-3, 1e7], Gen.Float[-3, 3].Array[1, 50])
            .Sample(
                (type, black, range, unit) =>
                {
                    using var folder = new TemporaryFolder();
                    var frame = new IntensityMap(black, black + range).ToFrame(unit, 1, unit.Length, type, out _);
                    FrameFile.WriteTiff(folder["a.tif"], [frame]);
                    TestFrames.AssertSame(frame, FrameFile.Read(folder["a.tif"]));
                },
                iter: 60
            );

    [Fact]
    public void HalfFramesAreRoundedToTheNearestHalf()
    {
        // Halves between 2048 and 4096 are even. 65504 is the largest, and 65519 is still rounded to it.
        var frame = new IntensityMap(-1, 1).ToFrame([2050.9f, 2051.1f, 65519], 1, 3, PixelType.Float16, out var clipped);
        Assert.Equal([2050, 2052, 65504], frame.Counts);
        Assert.Equal(0, clipped);
    }

    [Theory]
    [InlineData(PixelType.Float32)]
    [InlineData(PixelType.Float64)]
    public void FloatFramesAreNeitherRoundedNorSaturated(PixelType type)
    {
        var frame = new IntensityMap(0, 2).ToFrame([-1.25f, 3.5f], 1, 2, type, out var clipped);
        Assert.Equal([-0.25f, 4.5f], frame.Counts);
        Assert.Equal(0, clipped);
    }

    [Fact]
    public void ANaNIsNoWholeCount() =>
        Assert.Throws<ArgumentException>(() => new IntensityMap(0, 1).ToFrame([0, float.NaN], 1, 2, PixelType.UInt16, out _));

    [Fact]
    public void ANaNStaysWhatItIsInFloats() =>
        Assert.Equal([0.5f, float.NaN], new IntensityMap(0, 1).ToFrame([0, float.NaN], 1, 2, PixelType.Float32, out _).Counts);

    [Fact]
    public void WhatCarriesNoDataDoesNotCount()
    {
        var frame = new BlobScene(64, 64).Frame(noise: 0.02);
        Frame marked = new(64, 64, [.. frame.Counts], PixelType.Float32);
        for (var i = 0; i < 64; i++)
            (marked.Counts[i], marked.Counts[64 * i], marked.Counts[63 * 64 + i]) = (-50, -50, float.NaN);
        marked.Counts[30 * 64 + 30] = 1e6f;
        IntensityMap expected = IntensityMap.Fit([frame]),
            actual = IntensityMap.Fit([marked]);
        Assert.Equal(expected.Black, actual.Black, 0.2);
        Assert.Equal(expected.White, actual.White, 0.2);
    }

    [Fact]
    public void PercentilesAreThoseOfTheSortedSequence() =>
        Gen.Select(Gen.Int[0, 32767].Array[2, 200].Array[1, 4], Gen.Int[0, 32768], Gen.Double[0, 45], Gen.Double[55, 100])
            .Sample(
                (positive, below, low, high) =>
                {
                    PercentilesAreThoseOfTheSorted(
                        [.. positive.Select(f => f.Select(c => 2 * c).ToArray())],
                        low,
                        high,
                        PixelType.UInt16,
                        PixelType.UInt32
                    );
                    PercentilesAreThoseOfTheSorted(
                        [.. positive.Select(f => f.Select(c => c - below).ToArray())],
                        low,
                        high,
                        PixelType.Int16,
                        PixelType.Int32,
                        PixelType.Float32,
                        PixelType.Float64
                    );
                }
            );

    private static void PercentilesAreThoseOfTheSorted(int[][] frames, double low, double high, params PixelType[] types)
    {
        int[] sorted = [.. frames.SelectMany(f => f).Order()];
        double black = Reference(low),
            white = Reference(high);
        if (white <= black)
            return;
        foreach (var type in types)
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
    }

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
    [Trait("Speed", "Slow")]
    public void ManyFloatPixelsAreSampledTheSameWayAndCloseToExact()
    {
        // 3 million pixels, three times what is kept: a ramp from 0 to 1, whose percentile p is p/100.
        const int side = 1000;
        Frame[] frames =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(f => new Frame(
                    side,
                    side,
                    [.. Enumerable.Range(0, side * side).Select(i => (f * side * side + i) / 3e6f)],
                    PixelType.Float32
                )),
        ];
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
    public void TheCameraOffsetIsBlackAndLightIsProportionalToUnitPlusOne()
    {
        // 10000 pixels of 1000 to 1999: the 99.9 percentile lies at rank 9989.001.
        float[] counts = [.. Enumerable.Range(0, 10_000).Select(i => 1000f + i % 1000)],
            unit = new float[3];
        var map = IntensityMap.Fit([Frame16(counts)], cameraOffset: 100.5);
        Assert.Equal(100.5, map.Black);
        Assert.Equal(IntensityMap.Fit([Frame16(counts)]).White, map.White);
        map.ToUnit([100.5f, 600.5f, 1100.5f], unit);
        Assert.Equal(-1, unit[0]);
        Assert.Equal(2 * (unit[1] + 1), unit[2] + 1, 1e-6);
    }

    [Fact]
    public void ACameraOffsetMakesEvenGroundAndDimSpecksMappable()
    {
        Assert.Equal(new IntensityMap(5, 7), IntensityMap.Fit([Frame16(7, 7, 7)], cameraOffset: 5));
        var counts = new float[100_000];
        counts[7] = 50;
        Assert.Equal(new IntensityMap(10, 50), IntensityMap.Fit([Frame16(counts)], cameraOffset: 10));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(100)]
    public void ACameraOffsetThatIsNotBelowTheBrightestCountIsRefused(double offset)
    {
        var error = Assert.Throws<ArgumentException>(() => IntensityMap.Fit([Frame16(3, 7, 5)], cameraOffset: offset));
        Assert.Contains(
            $"camera offset {offset} is not below the brightest count of the sequence, 7",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WhatCannotBeMappedIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensityMap.Fit([Frame16(1, 2)], cameraOffset: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensityMap.Fit([Frame16(1, 2)], cameraOffset: double.NegativeInfinity));
        Assert.Contains(
            "same count (7)",
            Assert.Throws<ArgumentException>(() => IntensityMap.Fit([Frame16(7, 7, 7)])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => IntensityMap.Fit([]));
        Assert.Throws<ArgumentException>(() => IntensityMap.Fit([Frame16(1, 2), TestFrames.Random(2, 2, PixelType.UInt8)]));
        Assert.Contains(
            "Frame 1",
            Assert.Throws<ArgumentException>(() => IntensityMap.Fit([Frame16(1, 2), Frame16(1, 65536)])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => IntensityMap.Fit([new Frame(1, 2, [1, float.PositiveInfinity], PixelType.Float32)]));
        Assert.Contains(
            "No pixel",
            Assert.Throws<ArgumentException>(() => IntensityMap.Fit([new Frame(1, 2, [float.NaN, float.NaN], PixelType.Float32)])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensityMap.Fit([Frame16(1, 2)], 50, 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensityMap.Fit([Frame16(1, 2)], -1, 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensityMap.Fit([Frame16(1, 2)], 0, 101));
        Assert.Throws<InvalidOperationException>(() => default(IntensityMap).ToUnit([1], new float[1]));
        Assert.Throws<InvalidOperationException>(() => new IntensityMap(2, 1).ToCounts([1], new float[1]));
        Assert.Throws<ArgumentException>(() => new IntensityMap(0, 1).ToUnit([1, 2], new float[1]));
    }
}
