using PostFocus.Imaging.Files;
using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public class FrameTests
{
    private static readonly FrameLocation s_location = new("well/t003.tif", 2);

    [Fact]
    public void TheNumberOfCountsMustFitTheSize()
    {
        Assert.Throws<ArgumentException>(() => new Frame(2, 3, new float[5], PixelType.UInt8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Frame(0, 3, [], PixelType.UInt8));
        Assert.Throws<ArgumentException>(() => new Frame(65536, 65536, [], PixelType.UInt8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Frame(1, 1, new float[1], (PixelType)99));
    }

    [Fact]
    public void AUsableFramePasses() => FrameCheck.Validate(TestFrames.Random(16, 16, PixelType.UInt8), s_location);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void ANonFiniteCountCarriesNoData(float count)
    {
        var frame = TestFrames.Random(16, 20, PixelType.Float32);
        frame.Counts[3 * 20 + 5] = count;
        Assert.Equal(3 * 20 + 5, Assert.IsType<MissingPixels>(FrameCheck.Validate(frame, s_location)).Mask.IndexOf(true));
    }

    [Fact]
    public void AFrameOfWhichLessThanHalfCarriesDataIsRefused()
    {
        var frame = TestFrames.Random(16, 20, PixelType.Float32);
        for (var y = 0; y < 16; y++)
            Array.Fill(frame.Counts, float.NaN, 20 * y, 10);
        Assert.Equal(0.5, FrameCheck.Validate(frame, s_location)!.Share);
        frame.Counts[19] = float.NaN;
        var error = Assert.Throws<FrameFormatException>(() => FrameCheck.Validate(frame, s_location));
        Assert.Equal(
            "well/t003.tif, page 2: only 50 % of its pixels carry data, the others are masked, constant, NaN or infinite; at least 50 % are needed. Crop the frame to what was recorded.",
            error.Message
        );
    }

    [Theory]
    [InlineData(12, false)]
    [InlineData(11, true)]
    public void AFrameWhoseLastRowsAreLostIsRefused(int rows, bool refused)
    {
        var frame = new Frame(16, 20, [.. TestFrames.Random(16, 20, PixelType.UInt8).Counts.Select(c => 900 + c)], PixelType.UInt16);
        Array.Fill(frame.Counts, 0, 20 * (rows + 1), 20 * (15 - rows));
        var reason = Record.Exception(() => FrameCheck.Validate(frame, s_location))?.Message;
        Assert.Equal(refused, reason?.Contains("4 of its 16 rows at one end carry no data", StringComparison.Ordinal) ?? false);
    }

    /// <summary>No registration leaves a gap between rows: fewer are enough than at an end.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void AFrameThatLostRowsInItsMiddleIsRefused(int rows, bool refused)
    {
        var frame = new Frame(16, 20, [.. TestFrames.Random(16, 20, PixelType.UInt8).Counts.Select(c => 900 + c)], PixelType.UInt16);
        Array.Fill(frame.Counts, 0, 20 * 6, 20 * rows);
        var reason = Record.Exception(() => FrameCheck.Validate(frame, s_location))?.Message;
        Assert.Equal(refused, reason?.Contains("2 of its 16 rows between others carry no data", StringComparison.Ordinal) ?? false);
    }

    /// <summary>Stripes that are too narrow to be marks; a mark may hold any count.</summary>
    [Theory]
    [InlineData(1e15f, null)]
    [InlineData(1.1e15f, "1.1E+15")]
    [InlineData(3e38f, "3E+38")]
    public void CountsBeyondThoseOfAnyCameraAreRefused(float largest, string? named)
    {
        var frame = new Frame(
            32,
            32,
            [.. Enumerable.Range(0, 32 * 32).Select(i => (i % 32 + i / 32) % 6 < 3 ? -largest : largest / 2)],
            PixelType.Float32
        );
        var reason = Record.Exception(() => FrameCheck.Validate(frame, s_location))?.Message;
        if (named is null)
            Assert.Null(reason);
        else
            Assert.Contains($"counts as large as {named}, which no camera records", reason, StringComparison.Ordinal);

        var marked = TestFrames.Random(32, 32, PixelType.Float32);
        Array.Fill(marked.Counts, largest, 0, 64);
        Assert.InRange(FrameCheck.Validate(marked, s_location)!.Count, 64, 80);
    }

    [Theory]
    [InlineData(0, 3, null)]
    [InlineData(0, 4, "4 of its 16 rows repeat one row")]
    [InlineData(5, 2, null)]
    [InlineData(5, 3, "3 of its 16 rows repeat the one above, noise and all")]
    [InlineData(5, 4, "4 of its 16 rows repeat one row")]
    [InlineData(12, 3, null)]
    [InlineData(11, 4, "4 of its 16 rows repeat one row")]
    public void AFrameThatRepeatsARowIsRefused(int from, int repeated, string? reason)
    {
        var frame = TestFrames.Random(16, 20, PixelType.UInt16);
        Repeat(frame, from, repeated);
        Assert.Equal(reason is not null, IsRefused(frame, reason ?? "rows"));
    }

    /// <summary>Dead rows of a camera, bars, and frames that were enlarged.</summary>
    [Fact]
    public void RowsThatRepeatByNatureAreNotLost()
    {
        var small = TestFrames.Random(10, 20, PixelType.UInt16);
        var enlarged = new Frame(40, 20, [.. Enumerable.Range(0, 800).Select(i => small.Counts[i / 80 * 20 + i % 20])], PixelType.UInt16);
        Assert.False(IsRefused(enlarged, "rows"));

        var bar = TestFrames.Random(40, 20, PixelType.UInt16);
        for (var x = 0; x < 20; x++)
            bar.Counts[100 + x] = x < 10 ? 70 : 90;
        Repeat(bar, 5, 6);
        Assert.False(IsRefused(bar, "repeat"));
    }

    private static void Repeat(Frame frame, int from, int times)
    {
        for (var y = 1; y <= times; y++)
            frame.Counts.AsSpan(from * frame.Width, frame.Width).CopyTo(frame.Counts.AsSpan((from + y) * frame.Width));
    }

    private static bool IsRefused(Frame frame, string because) =>
        Record.Exception(() => FrameCheck.Validate(frame, s_location))?.Message.Contains(because, StringComparison.Ordinal) ?? false;

    [Fact]
    public void AConstantFrameIsRefused() =>
        Assert.Contains(
            "same count (0)",
            Assert
                .Throws<FrameFormatException>(() => FrameCheck.Validate(new Frame(16, 16, new float[256], PixelType.UInt8), s_location))
                .Reason,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 40)]
    [InlineData(40, 15)]
    public void ATinyFrameIsRefused(int height, int width) =>
        Assert.Contains(
            $"{height} × {width}",
            Assert
                .Throws<FrameFormatException>(() => FrameCheck.Validate(TestFrames.Random(height, width, PixelType.UInt8), s_location))
                .Reason,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("a.tif", true)]
    [InlineData("a.TIFF", true)]
    [InlineData("b/c.Png", true)]
    [InlineData("a.ome.tif", true)]
    [InlineData("a.JPG", true)]
    [InlineData("a.jpeg", true)]
    [InlineData("a.stk", true)]
    [InlineData("a.bmp", true)]
    [InlineData("Thumbs.db", false)]
    [InlineData("a.gif", false)]
    [InlineData("a.jpg.tmp", false)]
    [InlineData("tif", false)]
    public void FrameExtensionsAreKnownInAnyCase(string name, bool expected) => Assert.Equal(expected, FrameFile.HasFrameExtension(name));
}
