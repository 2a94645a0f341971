using System.Text;
using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tests;

public sealed class WriteLikeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Template => _folder["template.tif"];

    private string Destination => _folder["out/destination.tif"];

    public void Dispose() => _folder.Dispose();

    /// <summary>What LibTiff says of every tag of every page.</summary>
    private static string Tags(string path)
    {
        var text = new MemoryStream();
        using var tiff = LibTiff.Open(path, "r");
        do tiff.PrintDirectory(text);
        while (tiff.ReadDirectory());
        // The offset of the directory itself is part of the text and must stay too.
        return Encoding.Latin1.GetString(text.ToArray());
    }

    [Theory]
    [MemberData(nameof(TestFrames.PixelTypes), MemberType = typeof(TestFrames))]
    [Trait("Speed", "Slow")]
    public void NewPixelsKeepTheLayoutTheTagsAndTheOtherPages(PixelType type)
    {
        Frame[] pages = [.. Enumerable.Range(0, 3).Select(i => TestFrames.Random(37, 53, type, i))];
        var layouts =
            from bigEndian in new[] { false, true }
            from big in bigEndian ? [false] : new[] { false, true }
            from compression in new[] { Compression.NONE, Compression.LZW, Compression.ADOBE_DEFLATE, Compression.PACKBITS }
            from predictor in TiffLayout.Predictors(type)
            from tileSide in new[] { 0, 16 }
            where predictor == Predictor.NONE || compression is Compression.LZW or Compression.ADOBE_DEFLATE
            // LibTiff writes predictors wrongly in the byte order that is not the machine's.
            where predictor == Predictor.NONE || type is PixelType.UInt8 or PixelType.Int8 || bigEndian != BitConverter.IsLittleEndian
            select new TiffLayout
            {
                BigEndian = bigEndian,
                Big = big,
                Compression = compression,
                Predictor = predictor,
                TileSide = tileSide,
            };
        foreach (var layout in layouts)
        {
            layout.Write(Template, pages);
            FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [1] = pages[1].Reversed() });

            TestFrames.AssertSame(pages[0], FrameFile.Read(Destination, 0));
            TestFrames.AssertSame(pages[1].Reversed(), FrameFile.Read(Destination, 1));
            TestFrames.AssertSame(pages[2], FrameFile.Read(Destination, 2));
            Assert.Equal(3, FrameFile.CountPages(Destination));
            Assert.Equal(Tags(Template), Tags(Destination));
        }
    }

    [Fact]
    public void PixelsThatCompressWorseStillFit()
    {
        var flat = new Frame(64, 64, new float[64 * 64], PixelType.UInt16);
        new TiffLayout { Compression = Compression.ADOBE_DEFLATE }.Write(Template, flat, flat);
        var noise = TestFrames.Random(64, 64, PixelType.UInt16);
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = noise });
        TestFrames.AssertSame(noise, FrameFile.Read(Destination, 0));
        TestFrames.AssertSame(flat, FrameFile.Read(Destination, 1));
        Assert.Equal(Tags(Template), Tags(Destination));
    }

    [Fact]
    public void PixelsThatCompressBetterDoNotMakeTheFileLonger()
    {
        new TiffLayout { Compression = Compression.LZW, RowsPerStrip = 64 }.Write(Template, TestFrames.Random(64, 64, PixelType.UInt16));
        var flat = new Frame(64, 64, new float[64 * 64], PixelType.UInt16);
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = flat });
        TestFrames.AssertSame(flat, FrameFile.Read(Destination));
        Assert.Equal(new FileInfo(Template).Length, new FileInfo(Destination).Length);
    }

    [Fact]
    public void PagesThatShareAStripStayIndependent()
    {
        // Two directories of one file that point to the same pixels: the second is a copy of the first at the end.
        var bytes = RawTiff.Bytes();
        var directory = bytes[264..];
        byte[] shared = [.. bytes, .. directory];
        BitConverter.GetBytes(bytes.Length).CopyTo(shared, bytes.Length - 4);
        File.WriteAllBytes(Template, shared);
        Assert.Equal(2, FrameFile.CountPages(Template));

        var frame = TestFrames.Random(16, 16, PixelType.UInt8);
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [1] = frame });
        Assert.All(FrameFile.Read(Destination, 0).Counts, c => Assert.Equal(0, c));
        TestFrames.AssertSame(frame, FrameFile.Read(Destination, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ColourTemplatesGetEqualChannels(bool planar)
    {
        var frame = TestFrames.Random(21, 30, PixelType.UInt8);
        new TiffLayout
        {
            Photometric = Photometric.RGB,
            Channels = 3,
            Planar = planar,
        }.Write(Template, frame);
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = frame.Reversed() });
        TestFrames.AssertSame(frame.Reversed(), FrameFile.Read(Destination));
        Assert.Equal(Tags(Template), Tags(Destination));
    }

    [Fact]
    public void WithoutNewPagesTheFileIsCopiedByteForByte()
    {
        var anything = Encoding.UTF8.GetBytes("not even an image");
        File.WriteAllBytes(Template, anything);
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame>());
        Assert.Equal(anything, File.ReadAllBytes(Destination));
    }

    [Fact]
    public void AReadOnlyTemplateGivesAWritableFileAndStaysAsItWas()
    {
        var frame = TestFrames.Random(20, 20, PixelType.UInt8);
        new TiffLayout().Write(Template, frame);
        var before = File.ReadAllBytes(Template);
        File.SetAttributes(Template, FileAttributes.ReadOnly);
        try
        {
            FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = frame.Reversed() });
        }
        finally
        {
            File.SetAttributes(Template, FileAttributes.Normal);
        }
        TestFrames.AssertSame(frame.Reversed(), FrameFile.Read(Destination));
        Assert.Equal(before, File.ReadAllBytes(Template));
    }

    [Fact]
    public void AFailureLeavesTheOldDestinationAndNothingElse()
    {
        var frame = TestFrames.Random(20, 20, PixelType.UInt8);
        new TiffLayout().Write(Template, frame);
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(Destination, "old");
        var wrong = new Dictionary<int, Frame>[]
        {
            new() { [0] = TestFrames.Random(20, 21, PixelType.UInt8) },
            new() { [0] = TestFrames.Random(20, 20, PixelType.UInt16) },
            new() { [0] = new Frame(20, 20, [.. frame.Counts.Select(c => c + 0.5f)], PixelType.UInt8) },
        };
        foreach (var pages in wrong)
            Assert.Throws<ArgumentException>(() => FrameFile.WriteLike(Template, Destination, pages));
        Assert.Equal(
            1,
            Assert
                .Throws<FrameFormatException>(() => FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [1] = frame }))
                .Page
        );
        Assert.Equal("old", File.ReadAllText(Destination));
        Assert.Equal(["out/destination.tif", "template.tif"], _folder.Files);
    }

    [Fact]
    public void TheTemplateItselfIsNeverTheDestination()
    {
        new TiffLayout().Write(Template, TestFrames.Random(20, 20, PixelType.UInt8));
        Assert.Throws<ArgumentException>(() => FrameFile.WriteLike(Template, Template, new Dictionary<int, Frame>()));
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(16, 0)]
    [InlineData(8, 2)]
    [InlineData(16, 6)]
    [InlineData(16, 4)]
    public void APngKeepsDepthColourTypeAndFurtherChunks(int bits, int colour)
    {
        int[] channelsOf = [1, 0, 3, 0, 2, 0, 4];
        var row = Enumerable.Repeat((byte)255, 20 * channelsOf[colour] * bits / 8).ToArray();
        byte[] rows = [.. Enumerable.Repeat<byte[]>([0, .. row], 18).SelectMany(r => r)];
        var physical = ("pHYs", new byte[] { 0, 0, 1, 0, 0, 0, 1, 0, 1 });
        var text = ("tEXt", "Software\0a microscope"u8.ToArray());
        File.WriteAllBytes(_folder["a.png"], RawPng.File(20, 18, bits, colour, rows, further: [physical, text]));

        var frame = TestFrames.Random(18, 20, bits == 8 ? PixelType.UInt8 : PixelType.UInt16);
        FrameFile.WriteLike(_folder["a.png"], _folder["b.png"], new Dictionary<int, Frame> { [0] = frame });
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["b.png"]));
        var written = File.ReadAllBytes(_folder["b.png"]);
        Assert.Equal((bits, colour), (written[24], written[25]));
        foreach (var (name, data) in new[] { physical, text })
            Assert.True(written.AsSpan().IndexOf(RawPng.Chunk(name, data)) > 0, name);
    }
}
