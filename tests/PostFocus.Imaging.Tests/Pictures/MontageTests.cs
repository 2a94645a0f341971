using System.IO.Compression;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Pictures;
using PostFocus.Imaging.Png;

namespace PostFocus.Imaging.Tests.Pictures;

public sealed class MontageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RowsOfSeveralSizesStandBelowEachOther()
    {
        var montage = new Montage(gap: 1, ground: 9);
        montage.AddRow(1, 2, new byte[] { 1, 2 }, new byte[] { 3, 4 });
        montage.AddRow(2, 1, new byte[] { 5, 6 });
        Assert.Equal((6, 7), (montage.Height, montage.Width));
        Assert.Equal(
            [
                .. new byte[] { 9, 9, 9, 9, 9, 9, 9 },
                .. new byte[] { 9, 1, 2, 9, 3, 4, 9 },
                .. new byte[] { 9, 9, 9, 9, 9, 9, 9 },
                .. new byte[] { 9, 5, 9, 9, 9, 9, 9 },
                .. new byte[] { 9, 6, 9, 9, 9, 9, 9 },
                .. new byte[] { 9, 9, 9, 9, 9, 9, 9 },
            ],
            montage.Greys()
        );
    }

    [Fact]
    public void ValuesBeyondTheScaleAreBlackAndWhite()
    {
        var montage = new Montage(gap: 0, ground: 0);
        montage.AddRow(1, 5, black: -1, white: 1, [-2, -1, 0, 1, 2]);
        montage.WriteGrey(_folder["a.png"]);
        var frame = FrameFile.Read(_folder["a.png"]);
        Assert.Equal((1, 5, PixelType.UInt8), (frame.Height, frame.Width, frame.PixelType));
        Assert.Equal([0, 0, 128, 255, 255], frame.Counts);
    }

    [Fact]
    public void ABorderTakesHalfOfTheGapAroundItsImageAlone()
    {
        byte[] red = [200, 0, 0],
            image = [7];
        var montage = new Montage(gap: 2, ground: 9);
        montage.AddRow(1, 1, new Tile(image, red), image);
        montage.WriteRgb(_folder["a.png"]);
        // Three channels are read as one only where they are equal.
        Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a.png"]));

        montage = new Montage(gap: 2, ground: 9);
        montage.AddRow(1, 1, new Tile(image, [100, 100, 100]), image);
        montage.WriteRgb(_folder["a.png"]);
        var counts = FrameFile.Read(_folder["a.png"]).Counts;
        int[] bordered = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] == 100)];
        Assert.Equal([9, 10, 11, 17, 19, 25, 26, 27], bordered);
        Assert.Equal(7, counts[18]);
    }

    [Fact]
    public void WithoutRowsNothingIsWritten()
    {
        new Montage(gap: 0, ground: 0).WriteGrey(_folder["a.png"]);
        new Montage(gap: 0, ground: 0).WriteRgb(_folder["b.png"]);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void LinesHaveTheirOwnColoursInAPictureOfAByteAPixel()
    {
        var montage = new Montage(gap: 1, ground: 0);
        montage.AddRow(
            1,
            4,
            new Tile([0, 255, 128, 255]) { Lines = [LineColour.None, LineColour.None, LineColour.None, LineColour.Orange] },
            new byte[] { 9, 9, 9, 255 }
        );
        montage.WriteIndexed(_folder["a.png"]);
        byte[][] pixels = [.. Pixels(_folder["a.png"], montage.Width, row: 1)];
        Assert.Equal([0, 0, 0], pixels[1]);
        Assert.Equal([255, 255, 255], pixels[2]);
        Assert.All(pixels[3], value => Assert.InRange(value, 126, 130));
        Assert.Equal([255, 96, 0], pixels[4]);
        Assert.Equal([255, 255, 255], pixels[9]);
    }

    [Fact]
    public void WithoutLinesSuchAPictureIsGreyToTheCount()
    {
        var montage = new Montage(gap: 0, ground: 0);
        byte[] greys = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        montage.AddRow(16, 16, greys);
        montage.WriteIndexed(_folder["a.png"]);
        Assert.Equal(greys.Select(grey => (float)grey), FrameFile.Read(_folder["a.png"]).Counts);
    }

    /// <summary>The colours of a row of a picture with a palette.</summary>
    private static IEnumerable<byte[]> Pixels(string path, int width, int row)
    {
        var chunks = PngChunk.ReadAll(File.ReadAllBytes(path), path);
        var palette = chunks.Single(chunk => chunk.Name == "PLTE").Data.ToArray();
        using var data = new ZLibStream(
            new MemoryStream(chunks.Single(chunk => chunk.Name == "IDAT").Data.ToArray()),
            CompressionMode.Decompress
        );
        byte[] above = new byte[width],
            line = new byte[1 + width];
        for (var y = 0; y <= row; y++)
        {
            data.ReadExactly(line);
            Assert.True(PngFilter.TryUndo(line[0], line.AsSpan(1), above, 1));
            above = line[1..];
        }
        return above.Select(index => palette[(3 * index)..(3 * index + 3)]);
    }
}
