using System.Text;
using BitMiracle.LibTiff.Classic;
using CsCheck;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tests;

public sealed class TiffFrameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(TestFrames.PixelTypes), MemberType = typeof(TestFrames))]
    public void EveryLayoutGivesTheSameCounts(PixelType type)
    {
        var frame = TestFrames.Random(37, 53, type);
        var layouts =
            from bigEndian in new[] { false, true }
            from compression in new[]
            {
                Compression.NONE,
                Compression.LZW,
                Compression.ADOBE_DEFLATE,
                Compression.DEFLATE,
                Compression.PACKBITS,
            }
            from predictor in TiffLayout.Predictors(type)
            from tileSide in new[] { 0, 16 }
            where predictor == Predictor.NONE || compression is Compression.LZW or Compression.ADOBE_DEFLATE or Compression.DEFLATE
            // LibTiff writes predictors wrongly in the byte order that is not the machine's: see the test below.
            where predictor == Predictor.NONE || type is PixelType.UInt8 or PixelType.Int8 || bigEndian != BitConverter.IsLittleEndian
            select new TiffLayout
            {
                BigEndian = bigEndian,
                Compression = compression,
                Predictor = predictor,
                TileSide = tileSide,
            };
        foreach (var layout in layouts)
        {
            layout.Write(_folder["a.tif"], frame);
            TestFrames.AssertSame(frame, FrameFile.Read(_folder["a.tif"]));
        }
    }

    // Files made by python3 with zlib and struct, independently of LibTiff: Deflate, one strip, differences as in TIFF 6.0
    // section 14 (predictor 2) and in Photoshop TIFF Technical Note 3 (predictor 3, bytes most significant first).
    // 3 rows × 4 columns of (y*20011 + x*x*7001) % 65536 as shorts, or of (y+1)*(x-1.5)/7 as floats.
    private const string BigEndianPredictor2 =
        "TU0AKgAAACB42mNgkI4M4u7Y66cNoeeEQWgAUYYHrgAACwEAAAMAAAABAAQAAAEBAAMAAAABAAMAAAECAAMAAAABABAAAAEDAAMAAAABAAgAAAEGAAMAAAAB"
        + "AAEAAAERAAMAAAABAAgAAAEVAAMAAAABAAEAAAEWAAMAAAABAAMAAAEXAAMAAAABABcAAAE9AAMAAAABAAIAAAFTAAMAAAABAAEAAAAAAAA=";
    private const string BigEndianPredictor3 =
        "TU0AKgAAADh42tv3v4FR1pzhpNAdBhWvPIZJ+xgaGOYC+ZOg/P1A+adAft5tBtXtQD4AwG8SuAAACwEAAAMAAAABAAQAAAEBAAMAAAABAAMAAAECAAMAAAAB"
        + "ACAAAAEDAAMAAAABAAgAAAEGAAMAAAABAAEAAAERAAMAAAABAAgAAAEVAAMAAAABAAEAAAEWAAMAAAABAAMAAAEXAAMAAAABAC8AAAE9AAMAAAABAAMAAAFT"
        + "AAMAAAABAAMAAAAAAAA=";
    private const string LittleEndianPredictor3 =
        "SUkqADgAAAB42tv3v4FR1pzhpNAdBhWvPIZJ+xgaGOYC+ZOg/P1A+adAft5tBtXtQD4AwG8SuAALAAABAwABAAAABAAAAAEBAwABAAAAAwAAAAIBAwABAAAA"
        + "IAAAAAMBAwABAAAACAAAAAYBAwABAAAAAQAAABEBAwABAAAACAAAABUBAwABAAAAAQAAABYBAwABAAAAAwAAABcBAwABAAAALwAAAD0BAwABAAAAAwAAAFMB"
        + "AwABAAAAAwAAAAAAAAA=";

    [Theory]
    [InlineData(false, Compression.NONE)]
    [InlineData(true, Compression.NONE)]
    [InlineData(false, Compression.LZW)]
    [InlineData(true, Compression.LZW)]
    public void BigTiffOfBothByteOrdersIsRead(bool bigEndian, Compression compression)
    {
        using var folder = new TemporaryFolder();
        Frame[] pages = [.. Enumerable.Range(0, 3).Select(i => TestFrames.Random(20, 33, PixelType.UInt16, i))];
        new TiffLayout
        {
            Big = true,
            BigEndian = bigEndian,
            Compression = compression,
        }.Write(folder["big.tif"], pages);
        Assert.Equal(3, FrameFile.CountPages(folder["big.tif"]));
        for (var page = 0; page < 3; page++)
            TestFrames.AssertSame(pages[page], FrameFile.Read(folder["big.tif"], page));
    }

    [Theory]
    [InlineData(BigEndianPredictor2, PixelType.UInt16)]
    [InlineData(BigEndianPredictor3, PixelType.Float32)]
    [InlineData(LittleEndianPredictor3, PixelType.Float32)]
    public void PredictorsOfBothByteOrdersAreReadAndWrittenAsTheSpecificationSays(string file, PixelType type)
    {
        float[] counts =
            type == PixelType.UInt16
                ? [0, 7001, 28004, 63009, 20011, 27012, 48015, 17484, 40022, 47023, 2490, 37495]
                : [.. from y in Enumerable.Range(0, 3) from x in Enumerable.Range(0, 4) select (float)((y + 1) * (x - 1.5) / 7)];
        var frame = new Frame(3, 4, counts, type);
        File.WriteAllBytes(_folder["golden.tif"], Convert.FromBase64String(file));
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["golden.tif"]));

        FrameFile.WriteLike(_folder["golden.tif"], _folder["other.tif"], new Dictionary<int, Frame> { [0] = frame.Reversed() });
        TestFrames.AssertSame(frame.Reversed(), FrameFile.Read(_folder["other.tif"]));
    }

    [Fact]
    public void APredictorIsFoundInATagOfAnyWholeNumbers()
    {
        // The predictor's tag (317) has type LONG here, which LibTiff ignores: it returns differences as counts.
        var file = Convert.FromBase64String(BigEndianPredictor2);
        File.WriteAllBytes(_folder["a.tif"], file);
        var tag = file.AsSpan().IndexOf((byte[])[1, 61, 0, 3]);
        file[tag + 3] = 4;
        (file[tag + 9], file[tag + 11]) = (0, 2);
        File.WriteAllBytes(_folder["b.tif"], file);
        TestFrames.AssertSame(FrameFile.Read(_folder["a.tif"]), FrameFile.Read(_folder["b.tif"]));
    }

    [Fact]
    public void AFileOfBothFillOrdersGivesTheSameCounts()
    {
        var frame = TestFrames.Random(20, 20, PixelType.UInt8);
        new TiffLayout { FillOrder = FillOrder.LSB2MSB }.Write(_folder["a.tif"], frame);
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["a.tif"]));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 16)]
    [InlineData(true, 16)]
    public void ColourWithEqualChannelsIsGrey(bool planar, int tileSide)
    {
        var frame = TestFrames.Random(21, 30, PixelType.UInt16);
        new TiffLayout
        {
            Photometric = Photometric.RGB,
            Channels = 3,
            Planar = planar,
            TileSide = tileSide,
        }.Write(_folder["a.tif"], frame);
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["a.tif"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ColourWithDifferentChannelsIsRefusedWithAWayOn(bool planar)
    {
        // One strip of 3 × 1 samples: two pixels in two of whose channels the counts differ.
        var frame = TestFrames.Random(1, 6, PixelType.UInt8);
        var grey = new TiffLayout();
        grey.Write(_folder["grey.tif"], frame);
        using (var tiff = LibTiff.Open(_folder["a.tif"], "w"))
        {
            tiff.SetField(TiffTag.IMAGEWIDTH, 2);
            tiff.SetField(TiffTag.IMAGELENGTH, 1);
            tiff.SetField(TiffTag.BITSPERSAMPLE, 8);
            tiff.SetField(TiffTag.SAMPLESPERPIXEL, 3);
            tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.RGB);
            tiff.SetField(TiffTag.PLANARCONFIG, planar ? PlanarConfig.SEPARATE : PlanarConfig.CONTIG);
            tiff.SetField(TiffTag.ROWSPERSTRIP, 1);
            if (planar)
            {
                for (var s = 0; s < 3; s++)
                    tiff.WriteEncodedStrip(s, [5, (byte)(6 + s)], 2);
            }
            else
            {
                tiff.WriteEncodedStrip(0, [5, 5, 5, 6, 7, 8], 6);
            }
        }
        var error = Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a.tif"]));
        Assert.Contains("channels differ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Export one grey channel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PagesAreReadByTheirIndex()
    {
        Frame[] pages = [.. Enumerable.Range(0, 5).Select(i => TestFrames.Random(16 + i, 20, PixelType.UInt16, i))];
        new TiffLayout { Compression = Compression.LZW }.Write(_folder["a.tif"], pages);
        Assert.Equal(5, FrameFile.CountPages(_folder["a.tif"]));
        for (var i = 4; i >= 0; i--)
            TestFrames.AssertSame(pages[i], FrameFile.Read(_folder["a.tif"], i));
        var error = Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["a.tif"], 5));
        Assert.Equal(5, error.Page);
    }

    [Fact]
    public void WhatIsWrittenIsReadBack() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 70], Gen.Enum<PixelType>(), Gen.Int[1, 3], Gen.Int)
            .Sample(
                (height, width, type, count, seed) =>
                {
                    var path = _folder[$"{Guid.NewGuid():N}.tif"];
                    Frame[] pages = [.. Enumerable.Range(0, count).Select(i => TestFrames.Random(height, width, type, seed + i))];
                    FrameFile.WriteTiff(path, pages);
                    Assert.Equal(count, FrameFile.CountPages(path));
                    for (var i = 0; i < count; i++)
                        TestFrames.AssertSame(pages[i], FrameFile.Read(path, i));
                    File.Delete(path);
                },
                iter: 60
            );

    [Fact]
    public void FramesAreTakenOneAfterTheOther()
    {
        var taken = 0;
        FrameFile.WriteTiff(_folder["a.tif"], Taken());
        Assert.Equal(5, FrameFile.CountPages(_folder["a.tif"]));
        for (var i = 0; i < 5; i++)
            TestFrames.AssertSame(TestFrames.Random(16, 20, PixelType.UInt16, i), FrameFile.Read(_folder["a.tif"], i));
        Assert.Equal(5, taken);

        IEnumerable<Frame> Taken()
        {
            for (; taken < 5; taken++)
            {
                var frame = TestFrames.Random(16, 20, PixelType.UInt16, taken);
                yield return frame;
                // It is written: what becomes of it later does not matter.
                Array.Clear(frame.Counts);
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestFrames.PixelTypes), MemberType = typeof(TestFrames))]
    public void BigTiffIsReadBackAndRewritten(PixelType type)
    {
        Frame[] pages = [.. Enumerable.Range(0, 3).Select(i => TestFrames.Random(40, 30, type, i))];
        FrameFile.WriteTiff(_folder["a.tif"], pages, bigTiff: true);
        Assert.Equal("II+\0"u8.ToArray(), File.ReadAllBytes(_folder["a.tif"])[..4]);
        FrameFile.WriteLike(
            _folder["a.tif"],
            _folder["b.tif"],
            new Dictionary<int, Frame> { [1] = pages[1].Reversed() },
            new Provenance("a")
        );
        for (var i = 0; i < 3; i++)
        {
            TestFrames.AssertSame(pages[i], FrameFile.Read(_folder["a.tif"], i));
            TestFrames.AssertSame(i == 1 ? pages[i].Reversed() : pages[i], FrameFile.Read(_folder["b.tif"], i));
        }
        FrameFile.WriteTiff(_folder["c.tif"], pages);
        Assert.Equal("II*\0"u8.ToArray(), File.ReadAllBytes(_folder["c.tif"])[..4]);
    }

    [Theory]
    [InlineData(400_000, "II*\0")]
    [InlineData(600_000, "II+\0")]
    public void SoManyFramesThatTheyCouldExceed4GiBBecomeBigTiff(int count, string start)
    {
        // A page of 64 × 64 shorts takes 8 KiB; the second is where the test ends.
        var read = new byte[4];
        Assert.Throws<NotSupportedException>(() => FrameFile.WriteTiff(_folder["a.tif"], Enumerable.Range(0, count).Select(Page)));
        Assert.Equal(start, Encoding.Latin1.GetString(read));
        Assert.Empty(_folder.Files);

        Frame Page(int page)
        {
            if (page == 0)
                return TestFrames.Random(64, 64, PixelType.UInt16);
            using var file = new FileStream(
                Assert.Single(_folder.Files.Select(f => _folder[f])),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite
            );
            file.ReadExactly(read);
            throw new NotSupportedException();
        }
    }

    [Fact]
    public void TheSameFramesGiveTheSameBytes()
    {
        var frame = TestFrames.Random(40, 40, PixelType.UInt16);
        FrameFile.WriteTiff(_folder["a.tif"], [frame]);
        FrameFile.WriteTiff(_folder["b.tif"], [frame]);
        Assert.Equal(File.ReadAllBytes(_folder["a.tif"]), File.ReadAllBytes(_folder["b.tif"]));
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(-1f)]
    [InlineData(256f)]
    [InlineData(float.NaN)]
    public void ACountThatThePixelTypeCannotHoldIsNotWritten(float count)
    {
        var frame = TestFrames.Random(16, 16, PixelType.UInt8);
        frame.Counts[100] = count;
        Assert.Throws<ArgumentException>(() => FrameFile.WriteTiff(_folder["a.tif"], [frame]));
        Assert.Throws<ArgumentException>(() => FrameFile.WritePng(_folder["a.png"], frame));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void NoFramesMakeNoFile() => Assert.Throws<ArgumentException>(() => FrameFile.WriteTiff(_folder["a.tif"], []));

    [Fact]
    public void ManyThreadsMayReadAtOnce()
    {
        var frame = TestFrames.Random(64, 64, PixelType.UInt16);
        FrameFile.WriteTiff(_folder["good.tif"], [frame]);
        var damaged = File.ReadAllBytes(_folder["good.tif"]);
        damaged[20] ^= 0xFF;
        File.WriteAllBytes(_folder["bad.tif"], damaged);
        Parallel.For(
            0,
            40,
            i =>
            {
                if (i % 2 == 0)
                    TestFrames.AssertSame(frame, FrameFile.Read(_folder["good.tif"]));
                else
                    Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["bad.tif"]));
            }
        );
    }

    [Theory]
    [InlineData(PixelType.UInt16, Predictor.HORIZONTAL)]
    [InlineData(PixelType.Float32, Predictor.FLOATINGPOINT)]
    public void PredictorsTakeDifferencesWithinAChannel(PixelType type, Predictor predictor)
    {
        var frame = TestFrames.Random(37, 53, type);
        var layout = new TiffLayout
        {
            Photometric = Photometric.RGB,
            Channels = 3,
            Compression = Compression.ADOBE_DEFLATE,
            Predictor = predictor,
        };
        layout.Write(_folder["a.tif"], frame);
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["a.tif"]));
    }
}
