using System.Runtime.InteropServices;
using System.Security.Cryptography;
using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

/// <summary>Rewritten files are what other programs take them for: Python's tifffile and scikit-image, libtiff's tools.</summary>
public sealed class ReadersOfOthersTests : IDisposable
{
    // Not three or four pages: scikit-image would take them for colours.
    private const int Pages = 5,
        Height = 37,
        Width = 53;

    private static readonly Provenance s_provenance = new("PostFocus 1.2.3", ("seed", "1"));

    private static readonly (string Kind, string Text)[] s_descriptions =
    [
        (
            "ome",
            DescribedStack.OmeDocument(
                $"""<Image ID="Image:0"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="TYPE" SizeX="{Width}" SizeY="{Height}" SizeZ="1" SizeC="1" SizeT="{Pages}"><TiffData/></Pixels></Image>"""
            )
        ),
        ("imagej", $"ImageJ=1.54f\nimages={Pages}\nframes={Pages}\nhyperstack=true\nfinterval=300\n"),
        ("shaped", $$"""{"shape": [{{Pages}}, {{Height}}, {{Width}}], "axes": "TYX"}"""),
        ("plain", "a well"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Frame[] Frames(PixelType type) => [.. Enumerable.Range(0, Pages).Select(i => TestFrames.Random(Height, Width, type, i))];

    private static string Hash(IEnumerable<Frame> frames) =>
        Convert.ToHexStringLower(SHA256.HashData([.. frames.SelectMany(f => MemoryMarshal.AsBytes<float>(f.Counts).ToArray())]));

    private static string OmeType(PixelType type) =>
        type switch
        {
            PixelType.Float16 or PixelType.Float32 => "float",
            PixelType.Float64 => "double",
            PixelType.UInt12 => "uint16",
            _ => type.ToString().ToLowerInvariant(),
        };

    [Fact]
    [Trait("Speed", "Slow")]
    public void TifffileAndScikitImageSeeTheSameAxesAndTheNewPixels()
    {
        Assert.SkipUnless(BitConverter.IsLittleEndian, "The pixels are compared as little-endian floats.");
        // Without further packages, tifffile has no LZW, no predictor of floats, and no 12 bits.
        var layouts = (
            from type in Enum.GetValues<PixelType>()
            where type != PixelType.UInt12
            from bigEndian in new[] { false, true }
            from big in new[] { false, true }
            from tileSide in new[] { 0, 16 }
            from compression in new[] { Compression.NONE, Compression.ADOBE_DEFLATE, Compression.PACKBITS }
            from predictor in compression == Compression.ADOBE_DEFLATE && !bigEndian
                ? TiffLayout.Predictors(type).Except([Predictor.FLOATINGPOINT])
                : [Predictor.NONE]
            // Every kind of description with every type, byte order and container.
            from description in tileSide == 0 && compression == Compression.NONE ? s_descriptions : s_descriptions[3..]
            // ImageJ writes no BigTIFF, and tifffile goes by where ImageJ puts the pixels.
            where description.Kind != "imagej" || !big
            select (
                Type: type,
                description.Kind,
                Layout: new TiffLayout
                {
                    BigEndian = bigEndian,
                    Big = big,
                    TileSide = tileSide,
                    Compression = compression,
                    Predictor = predictor,
                    Description = description.Text.Replace("TYPE", OmeType(type), StringComparison.Ordinal),
                    Software = tileSide == 0 ? null : "a microscope",
                }
            )
        ).ToArray();
        for (var i = 0; i < layouts.Length; i++)
        {
            var frames = Frames(layouts[i].Type);
            layouts[i].Layout.Write(_folder[$"{i}.tif"], frames);
            FrameFile.WriteLike(
                _folder[$"{i}.tif"],
                _folder[$"{i}-new.tif"],
                new Dictionary<int, Frame> { [1] = frames[1].Reversed() },
                s_provenance
            );
        }

        var read = PythonTifffile.Read([
            .. Enumerable.Range(0, layouts.Length).SelectMany(i => new[] { _folder[$"{i}.tif"], _folder[$"{i}-new.tif"] }),
        ]);
        Assert.Equal(2 * layouts.Length, read.Count);
        for (var i = 0; i < layouts.Length; i++)
        {
            var (type, kind, layout) = layouts[i];
            var (template, rewritten) = (read[2 * i], read[2 * i + 1]);
            Frame[] expected = [.. Frames(type).Select((f, page) => page == 1 ? f.Reversed() : f)];
            Assert.Equal(expected.Select(f => Hash([f])), rewritten.GetProperty("pages").EnumerateArray().Select(p => p.GetString()));
            Assert.Equal(Hash(expected), rewritten.GetProperty("series").GetString());
            if (rewritten.GetProperty("skimage").GetString() is { } skimage)
                Assert.Equal(Hash(expected), skimage);
            foreach (var same in new[] { "axes", "shape", "type", "order", "big", "kind", "imagej" })
                Assert.Equal(template.GetProperty(same).ToString(), rewritten.GetProperty(same).ToString());
            Assert.Equal(kind, rewritten.GetProperty("kind").GetString());
            if (kind != "plain")
                Assert.Equal("TYX", rewritten.GetProperty("axes").GetString());
            Assert.Equal(layout.BigEndian ? ">" : "<", rewritten.GetProperty("order").GetString());
            Assert.Contains(
                "PostFocus 1.2.3",
                rewritten.GetProperty(kind == "ome" ? "description" : "software").GetString(),
                StringComparison.Ordinal
            );
            if (kind != "ome")
                Assert.Equal(template.GetProperty("description").GetString(), rewritten.GetProperty("description").GetString());
        }
    }

    [Theory]
    [MemberData(nameof(TestFrames.PixelTypes), MemberType = typeof(TestFrames))]
    [Trait("Speed", "Slow")]
    public void LibtiffsToolsDecodeEveryLayoutWithoutAWarning(PixelType type)
    {
        Assert.SkipUnless(
            PythonTifffile.Run("tiffcmp", [], "").ExitCode != -1,
            "There are no tiffinfo and tiffcmp: apt-get install libtiff-tools."
        );
        var layouts = (
            from bigEndian in new[] { false, true }
            from big in new[] { false, true }
            from how in new[]
            {
                (Compression.NONE, 0),
                (Compression.LZW, 0),
                (Compression.LZW, 16),
                (Compression.ADOBE_DEFLATE, 16),
                (Compression.PACKBITS, 0),
            }
            // The tools do not decode packed tiles.
            where type != PixelType.UInt12 || how.Item2 == 0
            // All of them in one container; two suffice in the others.
            where !bigEndian && !big || how is (Compression.NONE, 0) or (Compression.LZW, 16)
            select new TiffLayout
            {
                BigEndian = bigEndian,
                Big = big,
                Compression = how.Item1,
                TileSide = how.Item2,
                Predictor =
                    how.Item1 is Compression.LZW or Compression.ADOBE_DEFLATE && !bigEndian
                        ? TiffLayout.Predictors(type)[^1]
                        : Predictor.NONE,
            }
        ).ToArray();
        var frames = Frames(type);
        // The one tag that differs, then a heading a page.
        var difference =
            "Software: \"a microscope\" \"a microscope; PostFocus 1.2.3; seed: 1; restored pages (from 0): 1-2\"\n"
            + string.Concat(Enumerable.Range(1, Pages - 1).Select(p => $"Directory {p}:\n"));
        for (var i = 0; i < layouts.Length; i++)
        {
            // The same frames, once there from the start and once put into the place of others.
            layouts[i].Write(_folder["expected.tif"], frames);
            layouts[i].Write(_folder["template.tif"], [.. frames.Select((f, page) => page is 1 or 2 ? f.Reversed() : f)]);
            FrameFile.WriteLike(
                _folder["template.tif"],
                _folder[$"{i}.tif"],
                new Dictionary<int, Frame> { [2] = frames[2], [1] = frames[1] },
                s_provenance
            );
            File.Copy(_folder[$"{i}.tif"], _folder["new.tif"], overwrite: true);
            // tiffcmp compares strips.
            foreach (var name in layouts[i].TileSide > 0 ? new[] { "expected", "new" } : [])
            {
                Assert.Equal(
                    (0, "", ""),
                    PythonTifffile.Run("tiffcp", ["-s", "-c", "none", _folder[$"{name}.tif"], _folder["strips.tif"]], "")
                );
                File.Move(_folder["strips.tif"], _folder[$"{name}.tif"], overwrite: true);
            }
            Assert.Equal((0, difference, ""), PythonTifffile.Run("tiffcmp", [_folder["expected.tif"], _folder["new.tif"]], ""));
        }
        var (exitCode, output, error) = PythonTifffile.Run(
            "tiffinfo",
            ["-D", .. Enumerable.Range(0, layouts.Length).Select(i => _folder[$"{i}.tif"])],
            ""
        );
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(layouts.Length * Pages, output.Split("=== TIFF directory").Length - 1);
    }
}
