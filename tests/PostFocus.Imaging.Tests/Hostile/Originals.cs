using System.Text;
using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>The inputs that mutants are made of, by families. Tiny, so that many can be tried.</summary>
internal static class Originals
{
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<Original>>> Families { get; } =
        new Dictionary<string, Func<IReadOnlyList<Original>>>
        {
            ["TIFF"] = Tiffs,
            ["PNG"] = Pngs,
            ["descriptions"] = Descriptions,
            ["manifests"] = Manifests,
        };

    private static IReadOnlyList<Original> Tiffs()
    {
        using var folder = new TemporaryFolder();
        return
        [
            Written("strips", new TiffLayout(), PixelType.UInt8),
            Written("lzw", new TiffLayout { Compression = Compression.LZW, Predictor = Predictor.HORIZONTAL }, PixelType.UInt16),
            Written(
                "deflate-tiles",
                new TiffLayout
                {
                    Compression = Compression.ADOBE_DEFLATE,
                    TileSide = 16,
                    BigEndian = true,
                },
                PixelType.UInt16
            ),
            Written("packbits", new TiffLayout { Compression = Compression.PACKBITS, FillOrder = FillOrder.LSB2MSB }, PixelType.UInt8),
            Written("floats", new TiffLayout { Compression = Compression.DEFLATE, Predictor = Predictor.FLOATINGPOINT }, PixelType.Float32),
            Written(
                "halves",
                new TiffLayout
                {
                    Compression = Compression.LZW,
                    TileSide = 16,
                    Predictor = Predictor.FLOATINGPOINT,
                    BigEndian = true,
                },
                PixelType.Float16
            ),
            Written("doubles", new TiffLayout { RowsPerStrip = 20 }, PixelType.Float64),
            Written("packed", new TiffLayout { Compression = Compression.PACKBITS }, PixelType.UInt12),
            Written("signed", new TiffLayout { BigEndian = true, Compression = Compression.LZW }, PixelType.Int32),
            Written(
                "rgb",
                new TiffLayout
                {
                    Channels = 3,
                    Photometric = Photometric.RGB,
                    Compression = Compression.LZW,
                    Predictor = Predictor.HORIZONTAL,
                },
                PixelType.UInt8
            ),
            Written(
                "rgb-planes",
                new TiffLayout
                {
                    Channels = 3,
                    Planar = true,
                    Photometric = Photometric.RGB,
                },
                PixelType.UInt16
            ),
            Written(
                "inverted",
                new TiffLayout
                {
                    Photometric = Photometric.MINISWHITE,
                    Compression = Compression.ADOBE_DEFLATE,
                    Predictor = Predictor.HORIZONTAL,
                },
                PixelType.Int16
            ),
            Written(
                "palette",
                new TiffLayout
                {
                    Photometric = Photometric.PALETTE,
                    Palette = [.. Enumerable.Range(0, 256).Select(i => (ushort)(257 * (255 - i)))],
                    Compression = Compression.PACKBITS,
                },
                PixelType.UInt8
            ),
            Built(
                "reduced",
                TaggedTiff.Bytes(
                    TaggedTiff.Filled(1),
                    TaggedTiff.Filled(9, TaggedTiff.Short(254, 1)),
                    TaggedTiff.Filled(2),
                    TaggedTiff.Filled(9, TaggedTiff.Short(254, 1))
                )
            ),
            Built(
                "pyramid",
                TaggedTiff.Bytes([
                    .. new[] { 1, 2 }.Select(i =>
                        TaggedTiff.Filled(i) with
                        {
                            Levels = [new(new byte[64], 8, 8), new(new byte[16], 4, 4)],
                        }
                    ),
                ])
            ),
            Built("metamorph", [.. TaggedTiff.Stack(4, 4)]),
            Built(
                "micro-manager",
                TaggedTiff.Bytes([
                    .. Enumerable
                        .Range(0, 4)
                        .Select(i =>
                            TaggedTiff.Filled(
                                i,
                                TaggedTiff.Text(51123, $$$"""{"Axes":{"time":{{{i / 2}}},"channel":"c{{{i % 2}}}"},"PixelSizeUm":0.65}""")
                            )
                        ),
                ])
            ),
            Built("classic", PlainStack.File(4, [], bigEndian: true)),
            Built("big", PlainStack.File(3, [], big: true)),
            Built("big-swapped", PlainStack.File(3, [], big: true, bigEndian: true)),
        ];

        Original Written(string name, TiffLayout layout, PixelType type)
        {
            layout.Write(folder["o.tif"], TestFrames.Random(20, 24, type, 1), TestFrames.Random(20, 24, type, 2));
            return Built(name, File.ReadAllBytes(folder["o.tif"]));
        }

        static Original Built(string name, byte[] file) => new(name + ".tif", file, TiffRecipes.All);
    }

    private static IReadOnlyList<Original> Pngs()
    {
        using var folder = new TemporaryFolder();
        FrameFile.WritePng(folder["o.png"], TestFrames.Random(20, 20, PixelType.UInt16));
        return
        [
            Chunked("grey", File.ReadAllBytes(folder["o.png"])),
            Chunked(
                "more-chunks",
                RawPng.File(16, 16, 8, 0, new byte[16 * 17], further: [("tEXt", "a\0b"u8.ToArray()), ("pHYs", new byte[9])])
            ),
            Rows("bits", 20, 16, 1, 0, 1),
            Rows("deep", 16, 16, 16, 0, 1),
            Rows("rgb", 16, 16, 8, 2, 3),
            Rows("palette", 16, 16, 4, 3, 1),
            Rows("alpha", 16, 16, 16, 6, 4),
        ];

        static Original Chunked(string name, byte[] file) =>
            new(name + ".png", file, PngRecipes.All) { Seal = PngRecipes.SealChunks, ClaimedBytes = PngRecipes.ClaimedBytes };

        static Original Rows(string name, int width, int height, int bits, int colour, int channels) =>
            new(name + ".png", PngRecipes.Rows(width, height, bits, colour, channels), ByteRecipes.All)
            {
                Seal = PngRecipes.SealRows,
                ClaimedBytes = PngRecipes.ClaimedBytes,
            };
    }

    private static IReadOnlyList<Original> Descriptions() =>
        [
            Described(
                "ome",
                6,
                DescribedStack.Ome(
                    """DimensionOrder="XYCZT" SizeT="3" SizeZ="1" SizeC="2" PhysicalSizeX="0.65" PhysicalSizeXUnit="µm" TimeIncrement="5" TimeIncrementUnit="min" """,
                    """<Channel Name="phase" SamplesPerPixel="1"/><Channel Name="GFP"/><TiffData IFD="0" FirstT="0" PlaneCount="4"/><TiffData IFD="4" FirstT="2" PlaneCount="2"/>"""
                )
            ),
            Described("ome-implicit", 4, DescribedStack.Ome("""DimensionOrder="XYZTC" SizeT="2" SizeZ="2" SizeC="1" """)),
            Described(
                "ome-series",
                4,
                DescribedStack.OmeDocument(
                    DescribedStack.Image(
                        """DimensionOrder="XYTZC" SizeT="2" SizeZ="1" SizeC="1" """,
                        """<TiffData IFD="0" PlaneCount="2"><UUID FileName="ome-series.tif">urn:uuid:1</UUID></TiffData>"""
                    ),
                    DescribedStack.Image(
                        """DimensionOrder="XYTZC" SizeT="2" SizeZ="1" SizeC="1" """,
                        """<TiffData IFD="2" PlaneCount="2"/>"""
                    )
                )
            ),
            Described(
                "ome-old",
                4,
                """<OME><Image PixelSizeX="0.65" TimeIncrement="5"><ChannelInfo Name="a" SamplesPerPixel="1"/><Pixels DimensionOrder="XYCZT" SizeX="16" SizeY="16" SizeZ="1" SizeC="1" SizeT="6"><TiffData IFD="2" FirstT="1" NumPlanes="2"/><TiffData IFD="0" FirstT="4" NumPlanes="2"/></Pixels></Image></OME>"""
            ),
            Described(
                "imagej",
                6,
                "ImageJ=1.54f\nimages=6\nchannels=2\nslices=1\nframes=3\nhyperstack=true\nmode=grayscale\nunit=micron\nspacing=0.5\nfinterval=300.0\ntunit=sec\nloop=false\n"
            ),
            Described("shaped", 6, """{"shape": [2, 3, 16, 16], "axes": "TZYX", "spacing": 0.5}"""),
        ];

    private static Original Described(string name, int pages, string description) =>
        new(name + ".tif", Encoding.UTF8.GetBytes(description), TextRecipes.All)
        {
            Seal = (text, _) => PlainStack.File(pages, text),
            Try = FrameTrials.Layout,
        };

    private static IReadOnlyList<Original> Manifests() =>
        [
            Listed(
                "full",
                "path,sequence,frame,out_of_focus,reference_path,defocus_um,pixel_um,mask_path\na/t1.tif,w1,0,true,a/r1.tif,-10.5,0.65,a/m1.tif\n\"a b,c.tif\",\"w \"\"1\"\"\",1,0,,\n../t3.tif,,2,,,1e-3\n"
            ),
            Listed("short", "Path\r\nt1.tif\r\nt2.tif\r\n"),
        ];

    private static Original Listed(string name, string csv) =>
        new(name + ".csv", Encoding.UTF8.GetBytes(csv), TextRecipes.All) { ClaimedBytes = _ => 0, Try = ManifestTrials.Run };
}
