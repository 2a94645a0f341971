using CsCheck;
using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.NoData;

public class MissingPixelsTests
{
    private const int Height = 72,
        Width = 96;

    /// <summary>Blobs of one to two pixels, blurred or not, with noise, in 16 or 8 bits or floats.</summary>
    private static readonly Gen<Frame> s_frames = Gen.Select(
            Gen.Int[1, 1000],
            Gen.Double[0.8, 4],
            Gen.Int[0, 2].Select(i => new[] { PixelType.UInt8, PixelType.UInt16, PixelType.Float32 }[i])
        )
        .Select((seed, blur, type) => Scene(seed, blur, type));

    private static Frame Scene(int seed, double blur, PixelType type)
    {
        var (level, gain) = type switch
        {
            PixelType.UInt8 => (120, 50),
            PixelType.UInt16 => (1500, 500),
            _ => (1, 1),
        };
        var unit = new BlobScene(Height, Width, seed).Frame(blur: blur, noise: 0.03).Counts;
        return new Frame(
            Height,
            Width,
            [
                .. unit.Select(u =>
                    type == PixelType.Float32
                        ? level + gain * u
                        : MathF.Round(Math.Clamp(level + gain * u, 0, type == PixelType.UInt8 ? 255 : 65535))
                ),
            ],
            type
        );
    }

    private static void Mark(Frame frame, IEnumerable<int> pixels, float count)
    {
        foreach (var at in pixels)
            frame.Counts[at] = count;
    }

    private static int[] Found(Frame frame) =>
        MissingPixels.Find(frame) is { } missing ? [.. Enumerable.Range(0, Height * Width).Where(i => missing.Mask[i])] : [];

    private static IEnumerable<int> Pixels(Func<int, int, bool> where) =>
        Enumerable.Range(0, Height * Width).Where(i => where(i / Width, i % Width));

    /// <summary>Grey levels that are whole are looked up in another way than others.</summary>
    [Fact]
    public void WhatIsFoundDoesNotDependOnHalfACount()
    {
        var found = 0;
        Gen.Select(s_frames.Where(f => f.PixelType != PixelType.Float32), Gen.Int[1, 6], Gen.Int[0, 400])
            .Sample(
                (frame, rows, count) =>
                {
                    Mark(frame, Pixels((y, x) => y < rows || x > Width - rows), count);
                    var shifted = new Frame(Height, Width, [.. frame.Counts.Select(c => c + 0.5f)], PixelType.Float32);
                    Assert.Equal(Found(frame), Found(shifted));
                    Interlocked.Add(ref found, Found(frame).Length);
                },
                iter: 60
            );
        Assert.NotEqual(0, found);
    }

    [Fact]
    public void AnOrdinaryFrameHasNone() => s_frames.Sample(frame => Assert.Null(MissingPixels.Find(frame)), iter: 60);

    /// <summary>A large clipped area may be taken for saturated, which it is; what is not clipped never.</summary>
    [Fact]
    public void ClippedHalosAreDataWithFewExceptions()
    {
        const int scenes = 60;
        var exceptions = 0;
        for (var seed = 1; seed <= scenes; seed++)
        {
            var random = new Random(seed);
            var frame = Scene(seed, 1 + 3 * random.NextDouble(), PixelType.UInt16);
            float[] sorted = [.. frame.Counts.Order()];
            float low = sorted[(int)(0.03 * sorted.Length)],
                high = sorted[(int)((1 - 0.1 * (0.3 + 0.5 * random.NextDouble())) * sorted.Length)];
            Frame clipped = new(
                Height,
                Width,
                [.. frame.Counts.Select(c => MathF.Round(255 * (Math.Clamp(c, low, high) - low) / (high - low)))],
                PixelType.UInt8
            );
            var found = Found(clipped);
            Assert.All(found, at => Assert.True(clipped.Counts[at] is 0 or 255));
            exceptions += found.Length > 10 ? 1 : 0;
        }
        Assert.InRange(exceptions, 0, scenes / 20);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void BordersOfAnyCountAreFoundToThePixel() =>
        Gen.Select(
                s_frames.Where(f => f.PixelType != PixelType.UInt8),
                Gen.Int[0, 6],
                Gen.Int[1, 6],
                Gen.Int[0, 2].Select(i => new[] { -5f, 0.5f, 7f }[i])
            )
            .Sample(
                (frame, top, right, place) =>
                {
                    float least = frame.Counts.Min(),
                        most = frame.Counts.Max();
                    var count =
                        frame.PixelType == PixelType.Float32
                            ? least + place * (most - least)
                            : Math.Clamp(MathF.Round(least + place * (most - least)), 0, 65535);
                    int[] border = [.. Pixels((y, x) => y < top || x >= Width - right)];
                    Mark(frame, border, count);
                    Assert.Empty(border.Except(Found(frame)));
                    // A pixel beside the border with its very count cannot be told from it.
                    Assert.All(Found(frame).Except(border), at => Assert.Equal(count, frame.Counts[at]));
                },
                iter: 60
            );

    [Fact]
    [Trait("Speed", "Slow")]
    public void BlackAndWhiteBordersOf8BitFramesAreFound() =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt8), Gen.Int[1, 6], Gen.Bool)
            .Sample(
                (frame, right, white) =>
                {
                    int[] border = [.. Pixels((_, x) => x >= Width - right)];
                    Mark(frame, border, white ? 255 : 0);
                    Assert.Empty(border.Except(Found(frame)));
                    Assert.All(Found(frame).Except(border), at => Assert.Equal(white ? 255 : 0, frame.Counts[at]));
                },
                iter: 60
            );

    [Fact]
    public void CircularMasksAndWrittenBarsAreFound() =>
        s_frames
            .Where(f => f.PixelType != PixelType.UInt8)
            .Sample(
                frame =>
                {
                    int[] mask = [.. Pixels((y, x) => Math.Pow(y - 35.5, 2) + Math.Pow(x - 47.5, 2) > 45 * 45)],
                        bar = [.. Pixels((y, x) => y is >= 50 and < 54 && x is >= 30 and < 60)];
                    Mark(frame, mask, frame.PixelType == PixelType.Float32 ? -9 : 0);
                    Mark(frame, bar, frame.PixelType == PixelType.Float32 ? 9 : 65535);
                    Assert.Equal(mask.Union(bar).Order(), Found(frame));
                },
                iter: 40
            );

    [Fact]
    public void HotPixelsStreaksAndLinesAreFound() =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt16), Gen.Int[3, 65], Gen.Int[3, 90], Gen.Int[8000, 65000])
            .Sample(
                (frame, y, x, count) =>
                {
                    int[] hot = [y * Width + x, (y + 2) * Width + x + 2, (y + 2) * Width + x + 3];
                    Mark(frame, hot, count);
                    int[] column = [.. Pixels((_, at) => at == (x + 40) % Width)];
                    foreach (var at in column)
                        frame.Counts[at] += 9000;
                    Assert.Equal(hot.Union(column).Order(), Found(frame));
                },
                iter: 40
            );

    [Theory]
    [InlineData(100, 3)]
    [InlineData(100, 20)]
    [InlineData(1, 1)]
    [InlineData(9000, 30)]
    [Trait("Speed", "Slow")]
    public void MarginsWithNoiseAreFoundToThePixel(int level, int noise) =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt16), Gen.Int[3, 16], Gen.Bool)
            .Sample(
                (frame, rows, isMask) =>
                {
                    int[] margin =
                    [
                        .. isMask
                            ? Pixels((y, x) => Math.Pow(y - 35.5, 2) + Math.Pow(x - 47.5, 2) > 45 * 45)
                            : Pixels((y, _) => y >= Height - rows),
                    ];
                    var random = new Random(rows);
                    foreach (var at in margin)
                        frame.Counts[at] = Math.Max(0, level + random.Next(-noise, noise + 1));
                    Assert.Empty(margin.Except(Found(frame)));
                    Assert.InRange(Found(frame).Length - margin.Length, 0, 3);
                },
                iter: 30
            );

    [Fact]
    public void AMarginIsFollowedIntoTheFrameFromEverySide() =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt16), Gen.Int[0, 3], Gen.Int[12, 24])
            .Sample(
                (frame, side, radius) =>
                {
                    var (atY, atX) = new[] { (0, 48), (71, 48), (36, 0), (36, 95) }[side];
                    int[] margin = [.. Pixels((y, x) => (y - atY) * (y - atY) + (x - atX) * (x - atX) < radius * radius)];
                    var random = new Random(radius);
                    foreach (var at in margin)
                        frame.Counts[at] = 100 + random.Next(-3, 4);
                    Assert.Empty(margin.Except(Found(frame)));
                },
                iter: 40
            );

    [Theory]
    [InlineData(3, true)]
    [InlineData(45, false)]
    [InlineData(100, false)]
    public void AMarginIsQuieterThanTheImage(int noise, bool isMargin)
    {
        var random = new Random(1);
        float[] counts =
        [
            .. Enumerable
                .Range(0, Height * Width)
                .Select(at => at % Width < 10 ? 300f + random.Next(-noise, noise + 1) : 2000 + random.Next(-30, 31)),
        ];
        var found = Found(new Frame(Height, Width, counts, PixelType.UInt16));
        Assert.Equal(isMargin ? 10 * Height : 0, found.Count(at => at % Width < 10));
        Assert.InRange(found.Count(at => at % Width >= 10), 0, 5);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(50, false)]
    public void HalfOfAFrameIsNoMargin(int columns, bool isMargin)
    {
        var frame = Scene(4, 1, PixelType.UInt16);
        var random = new Random(4);
        foreach (var at in Pixels((_, x) => x < columns))
            frame.Counts[at] = 100 + random.Next(-3, 4);
        Assert.Equal(isMargin ? columns * Height : 0, Found(frame).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void SpecksInCornersAndPairsAreLookedAtLikeOthers(int sign)
    {
        int[] specks = [0, Width - 1, 20 * Width + 30, 40 * Width + 50, 40 * Width + 51, (Height - 1) * Width, Height * Width - 1];
        var frame = Scene(4, 3, PixelType.Float32);
        float[] sorted = [.. frame.Counts.Order()];
        var range = sorted[(int)(0.98 * sorted.Length)] - sorted[(int)(0.02 * sorted.Length)];
        // Not so far out that they are outliers.
        foreach (var at in specks)
            frame.Counts[at] += sign * 1.2f * range;
        Assert.Equal(specks, Found(frame));
    }

    [Fact]
    public void SpecksAreFoundInAllPartsOfALargeFrame()
    {
        const int side = 400;
        var random = new Random(2);
        float[] counts =
        [
            .. Enumerable.Range(0, side * side).Select(at => 1000 + (int)(200 * Math.Sin(at % side / 15.0)) + random.Next(20)),
        ];
        int[] specks = [.. Enumerable.Range(0, 16).Select(i => (25 * i + 7) * side + 23 * i + 11)];
        foreach (var at in specks)
            counts[at] += 400;
        var missing = MissingPixels.Find(new(side, side, counts, PixelType.UInt16))!;
        Assert.Equal(specks, Enumerable.Range(0, counts.Length).Where(at => missing.Mask[at]));
    }

    [Fact]
    public void SinglePixelsALevelAboveTheOthersAreData()
    {
        var random = new Random(1);
        float[] counts =
        [
            .. Enumerable
                .Range(0, Height * Width)
                .Select(_ =>
                    700f
                    + 7
                        * (
                            random.Next(200) switch
                            {
                                0 => 2,
                                < 12 => 1,
                                _ => 0,
                            }
                        )
                ),
        ];
        Assert.Empty(Found(new Frame(Height, Width, counts, PixelType.UInt16)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65535)]
    [Trait("Speed", "Slow")]
    public void SmoothedEdgesOfAMaskBelongToIt(int count) =>
        s_frames
            .Where(f => f.PixelType == PixelType.UInt16)
            .Sample(
                frame =>
                {
                    // Corners of a frame that was turned by 8 degrees, mixed over one pixel.
                    double[] share =
                    [
                        .. Enumerable
                            .Range(0, Height * Width)
                            .Select(at => Math.Clamp(Math.Max(Math.Abs(Turned(at).Y) - 34, Math.Abs(Turned(at).X) - 44), 0, 1)),
                    ];
                    for (var at = 0; at < share.Length; at++)
                        frame.Counts[at] = MathF.Round((float)(share[at] * count + (1 - share[at]) * frame.Counts[at]));
                    var found = Found(frame);
                    Assert.Empty(Enumerable.Range(0, share.Length).Where(at => share[at] == 1).Except(found));
                    int[] mixed = [.. Enumerable.Range(0, share.Length).Where(at => share[at] is > 0.3 and < 1)];
                    Assert.InRange(mixed.Intersect(found).Count(), 0.9 * mixed.Length, mixed.Length);
                    Assert.InRange(found.Count(at => share[at] == 0), 0, 0.01 * share.Length);

                    (double Y, double X) Turned(int at)
                    {
                        double y = at / Width - 35.5,
                            x = at % Width - 47.5;
                        var (sin, cos) = Math.SinCos(8 * Math.PI / 180);
                        return (cos * y - sin * x, sin * y + cos * x);
                    }
                },
                iter: 20
            );

    [Fact]
    [Trait("Speed", "Slow")]
    public void DeadAndHotPixelsAndPairsAreFound() =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt16), Gen.Int[3, 65], Gen.Int[3, 80], Gen.Bool)
            .Sample(
                (frame, y, x, isDead) =>
                {
                    int[] specks = [y * Width + x, y * Width + x + 5, y * Width + x + 6, 0];
                    Mark(frame, specks, isDead ? 0 : 1.3f * frame.Counts.Max());
                    // On the slopes of blobs a speck does not stand out.
                    Assert.InRange(specks.Except(Found(frame)).Count(), 0, 1);
                    Assert.Empty(Found(frame).Except(specks));
                },
                iter: 60
            );

    [Theory]
    [InlineData(0)]
    [InlineData(65535)]
    [Trait("Speed", "Slow")]
    public void BlocksOfThreeByThreeAreFound(int count) =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt16), Gen.Int[2, 68], Gen.Int[2, 92])
            .Sample(
                (frame, y, x) =>
                {
                    // On even ground.
                    foreach (var at in Pixels((row, column) => Math.Abs(row - y) < 4 && Math.Abs(column - x) < 4))
                        frame.Counts[at] = 1500 + at % 7;
                    int[] block = [.. Pixels((row, column) => Math.Abs(row - y) < 2 && Math.Abs(column - x) < 2)];
                    Mark(frame, block, count);
                    Assert.Empty(block.Except(Found(frame)));
                },
                iter: 40
            );

    /// <summary>Around the nine all but one must differ.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(65535)]
    public void ABlockWithATenthPixelAboveOrBelowIsFound(int count) =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt16), Gen.Int[3, 67], Gen.Int[3, 91], Gen.Int[-2, 2], Gen.Bool)
            .Sample(
                (frame, y, x, dx, isAbove) =>
                {
                    foreach (var at in Pixels((row, column) => Math.Abs(row - y) < 5 && Math.Abs(column - x) < 5))
                        frame.Counts[at] = 1500 + at % 7;
                    int[] block = [.. Pixels((row, column) => Math.Abs(row - y) < 2 && Math.Abs(column - x) < 2)];
                    int[] tenth = [.. Pixels((row, column) => row == y + (isAbove ? -2 : 2) && column == x + dx)];
                    Mark(frame, [.. block, .. tenth], count);
                    Assert.Empty(block.Except(Found(frame)));
                },
                iter: 40
            );

    [Fact]
    public void BarsOfNearlyOneCountInsideAFrameAreFound() =>
        s_frames
            .Where(f => f.PixelType == PixelType.UInt16)
            .Sample(
                frame =>
                {
                    int[] bar = [.. Pixels((y, x) => y is >= 50 and < 56 && x is >= 30 and < 60)];
                    foreach (var at in bar)
                        frame.Counts[at] = 5999 + at % 3;
                    Assert.Empty(bar.Except(Found(frame)));
                },
                iter: 40
            );

    [Fact]
    public void SaltAndPepperIsFound() =>
        s_frames
            .Where(f => f.PixelType == PixelType.UInt16)
            .Sample(
                frame =>
                {
                    var random = new Random(5);
                    int[] specks = [.. Pixels((_, _) => random.NextDouble() < 0.01)];
                    foreach (var at in specks)
                        frame.Counts[at] = random.Next(2) * 6000;
                    Assert.InRange(specks.Intersect(Found(frame)).Count(), 0.9 * specks.Length, specks.Length);
                    Assert.InRange(Found(frame).Except(specks).Count(), 0, 3);
                },
                iter: 20
            );

    [Fact]
    [Trait("Speed", "Slow")]
    public void FewGreyLevelsAreData() =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt16), Gen.Int[8, 40], Gen.Int[1, 6])
            .Sample(
                (frame, levels, apart) =>
                {
                    float least = frame.Counts.Min(),
                        most = frame.Counts.Max();
                    Frame few = new(
                        Height,
                        Width,
                        [.. frame.Counts.Select(c => apart * MathF.Floor((c - least) / (most - least) * (levels - 0.01f)))],
                        PixelType.UInt8
                    );
                    Assert.InRange(Found(few).Length, 0, 0.1 * Height * Width);
                },
                iter: 60
            );

    [Fact]
    public void DarkFramesOfSinglePhotonsAreData() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Double[0.3, 20])
            .Sample(
                (seed, brightest) =>
                {
                    var random = new Random(seed);
                    var unit = new BlobScene(Height, Width, seed).Frame(blur: 1, noise: 0).Counts;
                    float least = unit.Min(),
                        most = unit.Max();
                    Frame frame = new(
                        Height,
                        Width,
                        [.. unit.Select(u => (float)Photons(0.05 + brightest * (u - least) / (most - least)))],
                        PixelType.UInt16
                    );
                    Assert.InRange(Found(frame).Length, 0, 0.1 * Height * Width);

                    int Photons(double mean)
                    {
                        var n = 0;
                        for (var product = random.NextDouble(); product > Math.Exp(-mean); product *= random.NextDouble())
                            n++;
                        return n;
                    }
                },
                iter: 60
            );

    [Fact]
    [Trait("Speed", "Slow")]
    public void BlackBordersOfFramesOfTenGreyLevelsAreFound() =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt16), Gen.Int[10, 40], Gen.Int[1, 6])
            .Sample(
                (frame, levels, right) =>
                {
                    float least = frame.Counts.Min(),
                        most = frame.Counts.Max();
                    Frame few = new(
                        Height,
                        Width,
                        [.. frame.Counts.Select(c => 100 + MathF.Floor((c - least) / (most - least) * (levels - 0.01f)))],
                        PixelType.UInt8
                    );
                    int[] border = [.. Pixels((_, x) => x >= Width - right)];
                    Mark(few, border, 0);
                    Assert.Empty(border.Except(Found(few)));
                    Assert.InRange(Found(few).Length - border.Length, 0, 0.1 * Height * Width);
                },
                iter: 60
            );

    [Fact]
    public void HalfAFrameOfDarkNoiseIsATransferThatBrokeOff()
    {
        var frame = Scene(4, 1, PixelType.UInt16);
        var random = new Random(4);
        foreach (var at in Pixels((y, _) => y >= Height / 2))
            frame.Counts[at] = 100 + random.Next(-3, 4);
        var error = Assert.Throws<FrameFormatException>(() => FrameCheck.Validate(frame, "frame.tif", null));
        Assert.Contains("36 of its 72 rows at one end carry no data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFrameWithoutEverySecondRowIsNotJudged()
    {
        var frame = Scene(4, 1, PixelType.UInt16);
        Mark(frame, Pixels((y, _) => y % 2 == 1), 0);
        var error = Assert.Throws<FrameFormatException>(() => FrameCheck.Validate(frame, "frame.tif", null));
        Assert.Contains("35 of its 72 rows between others carry no data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NotANumberIsNoData()
    {
        var frame = Scene(3, 0, PixelType.Float32);
        Mark(frame, [5, 700], float.NaN);
        Mark(frame, [1000], float.PositiveInfinity);
        Assert.Equal([5, 700, 1000], Found(frame));
    }

    [Fact]
    public void WhatIsFilledLiesAmongItsSurroundingsAndTheRestStays() =>
        s_frames
            .Where(f => f.PixelType == PixelType.UInt16)
            .Sample(
                frame =>
                {
                    float[] before = [.. frame.Counts];
                    Mark(frame, Pixels((y, x) => y < 5 || x < 3), 0);
                    frame.Counts[3000] = 65535;
                    var missing = MissingPixels.Find(frame)!;
                    var filled = missing.Fill(frame.Counts);
                    Assert.Equal(missing.Present(frame.Counts), missing.Present(filled));
                    Assert.Equal(missing.Count, filled.Length - missing.Present(filled).Length);
                    Assert.InRange(filled.Min(), before.Min(), before.Max());
                    Assert.InRange(filled.Max(), before.Min(), before.Max());
                    missing.Copy(frame.Counts, filled);
                    Assert.Equal(frame.Counts, filled);
                },
                iter: 20
            );

    [Fact]
    public void ASinglePixelContinuesTheCurveOfItsSurroundings()
    {
        Frame frame = new(7, 7, [.. Enumerable.Range(0, 49).Select(i => 100f - (i % 7 - 3) * (i % 7 - 3))], PixelType.Float32);
        frame.Counts[24] = float.NaN;
        // The mean of its neighbours would be 99.5.
        Assert.InRange(MissingPixels.Find(frame)!.Fill(frame.Counts)[24], 99.8f, 100);
    }

    [Fact]
    public void DarkLinesAreFound() =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.Float32), Gen.Int[3, 90])
            .Sample(
                (frame, x) =>
                {
                    int[] column = [.. Pixels((_, at) => at == x)];
                    foreach (var at in column)
                        frame.Counts[at] -= 9;
                    Assert.Equal(column, Found(frame));
                },
                iter: 40
            );

    [Fact]
    public void BrightBodiesAreData() =>
        Gen.Select(s_frames.Where(f => f.PixelType == PixelType.UInt16), Gen.Int[4, 60], Gen.Int[4, 80], Gen.Int[4, 9])
            .Sample(
                (frame, top, left, side) =>
                {
                    foreach (var at in Pixels((y, x) => y >= top && y < top + side && x >= left && x < left + side))
                        frame.Counts[at] += 9000 + 20 * at / Width + 300 * (at % Width - left);
                    Assert.Empty(Found(frame));
                },
                iter: 40
            );

    [Fact]
    public void AMarkThatTheImageFadesIntoTakesNothingAlong()
    {
        Frame frame = new(
            Height,
            Width,
            [.. Enumerable.Range(0, Height * Width).Select(at => 1000 + 10 * (at % Width) + 0.3f * (at / Width))],
            PixelType.Float32
        );
        int[] mark = [.. Pixels((_, x) => x < 4)];
        Mark(frame, mark, 1000);
        Assert.Equal(mark, Found(frame));
    }

    [Fact]
    public void ASlopeGoesOnBeyondTheEdgeOfData()
    {
        Frame frame = new(1, 10, [float.NaN, 5, 6, 7, 8, 9, 10, 11, 12, 13], PixelType.Float32);
        // The spline in one dimension: bends weigh 2.5.
        Assert.Equal(5 - 2.5f / 3.5f, MissingPixels.Find(frame)!.Fill(frame.Counts)[0], 1e-4f);
    }

    [Fact]
    public void APlaneIsContinuedAlongABorderAndIntoCorners()
    {
        const int side = 20;
        float[] plane = [.. Enumerable.Range(0, side * side).Select(i => 1000f + 8 * (i % side))];
        Frame frame = new(side, side, [.. plane], PixelType.Float32);
        int[] top = [.. Enumerable.Range(0, side)],
            column = [.. Enumerable.Range(0, side).Select(y => y * side + 10)];
        foreach (var at in top.Concat(column))
            frame.Counts[at] = float.NaN;
        var filled = MissingPixels.Find(frame)!.Fill(frame.Counts);
        Assert.All(Enumerable.Range(0, plane.Length), i => Assert.Equal(plane[i], filled[i], 2f));
    }

    [Fact]
    public void TheInsideOfAWideMarkIsAReflection()
    {
        Frame frame = new(1, 30, [.. Enumerable.Repeat(float.NaN, 12), .. Enumerable.Range(5, 18)], PixelType.Float32);
        Assert.Equal([15, 14, 13, 12, 11, 10], MissingPixels.Find(frame)!.Fill(frame.Counts)[..6]);
    }
}
