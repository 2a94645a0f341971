using System.Text;
using System.Xml.Linq;
using BitMiracle.LibTiff.Classic;
using CsCheck;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;
using PostFocus.Imaging.Tests.Hostile;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tests;

public sealed class ProvenanceTests : IDisposable
{
    private const string Line = "PostFocus 1.2.3; model SHA-256: ab12; seed: 1; restored pages (from 0): ";
    private const string Schema = "http://www.openmicroscopy.org/Schemas/OME/2016-06";

    private static readonly Provenance s_provenance = new("PostFocus 1.2.3", ("model SHA-256", "ab12"), ("seed", "1"));

    private readonly TemporaryFolder _folder = new();

    private string Template => _folder["template.tif"];

    private string Destination => _folder["out/destination.tif"];

    public void Dispose() => _folder.Dispose();

    private static Frame[] Frames(int pages) => [.. Enumerable.Range(0, pages).Select(i => TestFrames.Random(20, 24, PixelType.UInt16, i))];

    /// <summary>Rewrites pages of a template of six.</summary>
    private void Rewrite(TiffLayout layout, params int[] pages)
    {
        layout.Write(Template, Frames(6));
        FrameFile.WriteLike(Template, Destination, pages.ToDictionary(p => p, p => Frames(6)[p].Reversed()), s_provenance);
    }

    private string Rewritten(string description)
    {
        Rewrite(new TiffLayout { Description = description }, 1, 2, 4);
        return Text(Destination, TiffTag.IMAGEDESCRIPTION)!;
    }

    private static string? Text(string path, TiffTag tag)
    {
        using var tiff = LibTiff.Open(path, "r");
        return tiff.GetField(tag)?[0].ToString();
    }

    /// <summary>What LibTiff says of the tags of every page, but for the first one's Software, and where directories lie.</summary>
    private static string OtherTags(string path)
    {
        var text = new MemoryStream();
        using var tiff = LibTiff.Open(path, "r");
        do tiff.PrintDirectory(text);
        while (tiff.ReadDirectory());
        var lines = Encoding.Latin1.GetString(text.ToArray()).Split('\n');
        string[] apart = ["Software", "PostFocus", "a microscope", "TIFF Directory at"];
        return string.Join('\n', lines.Where(l => !apart.Any(a => l.Contains(a, StringComparison.Ordinal))));
    }

    // LibTiff reads no big-endian BigTIFF: see ReadersOfOthersTests for these.
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, false, true)]
    public void APlainTiffSaysItInTheTagSoftwareOfItsFirstPage(bool bigEndian, bool big, bool hasSoftware)
    {
        var layout = new TiffLayout
        {
            BigEndian = bigEndian,
            Big = big,
            Software = hasSoftware ? "a microscope" : null,
            Description = "",
        };
        Rewrite(layout, 1, 2, 4);
        Assert.Equal($"{(hasSoftware ? "a microscope; " : "")}{Line}1-2,4", Text(Destination, TiffTag.SOFTWARE));
        Assert.Equal(OtherTags(Template), OtherTags(Destination));
        Assert.Equal(6, FrameFile.CountPages(Destination));
        for (var page = 0; page < 6; page++)
            TestFrames.AssertSame(page is 1 or 2 or 4 ? Frames(6)[page].Reversed() : Frames(6)[page], FrameFile.Read(Destination, page));
    }

    [Fact]
    public void ThePagesAreGivenInShort() =>
        Gen.Int[0, 40]
            .Array[1, 20]
            .Sample(
                some =>
                {
                    int[] pages = [.. some.Distinct().Order()];
                    using var folder = new TemporaryFolder();
                    Frame[] frames = [.. Enumerable.Range(0, 41).Select(i => TestFrames.Random(2, 2, PixelType.UInt8, i))];
                    new TiffLayout { RowsPerStrip = 2 }.Write(folder["a.tif"], frames);
                    FrameFile.WriteLike(folder["a.tif"], folder["b.tif"], pages.ToDictionary(p => p, p => frames[p]), s_provenance);
                    var given = Text(folder["b.tif"], TiffTag.SOFTWARE)!
                        .Split("(from 0): ")[1]
                        .Split(',')
                        .Select(r => r.Split('-').Select(int.Parse).ToArray())
                        .ToArray();
                    Assert.Equal(pages, given.SelectMany(r => Enumerable.Range(r[0], r[^1] - r[0] + 1)));
                    // No two runs touch.
                    Assert.All(given.Zip(given.Skip(1)), two => Assert.True(two.Second[0] > two.First[^1] + 1));
                },
                iter: 20
            );

    [Fact]
    public void LinesOfSettingsGetOneMoreLine()
    {
        // ScanImage keeps its settings so.
        Rewrite(new TiffLayout { Software = "SI.a = 1\nSI.b = 2" }, 0);
        Assert.Equal($"SI.a = 1\nSI.b = 2\n{Line}0", Text(Destination, TiffTag.SOFTWARE));
    }

    [Fact]
    public void ASecondRunIsNotedAfterTheFirst()
    {
        Rewrite(new TiffLayout(), 0);
        FrameFile.WriteLike(Destination, _folder["twice.tif"], new Dictionary<int, Frame> { [3] = Frames(6)[3] }, s_provenance);
        Assert.Equal($"a microscope; {Line}0; {Line}3", Text(_folder["twice.tif"], TiffTag.SOFTWARE));
    }

    [Theory]
    [InlineData("ImageJ=1.54f\nimages=6\nframes=6\nhyperstack=true\n")]
    [InlineData("""{"shape": [6, 20, 24], "axes": "TYX"}""")]
    [InlineData("<MetaData>no OME</MetaData>")]
    [InlineData("<OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2015-01\"><Image/></OME>")]
    [InlineData("<OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\"><BinaryOnly MetadataFile=\"a\" UUID=\"b\"/></OME>")]
    [InlineData("<OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\"/>")]
    [InlineData("<OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\"><Image></OME>")]
    [InlineData("<!DOCTYPE OME []><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\"><Image/></OME>")]
    public void OtherDescriptionsStayAsTheyAre(string description)
    {
        Assert.Equal(description, Rewritten(description));
        Assert.Equal($"a microscope; {Line}1-2,4", Text(Destination, TiffTag.SOFTWARE));
    }

    [Fact]
    public void OmeXmlGetsAMapAnnotationAndKeepsEveryOtherCharacter()
    {
        var ome = DescribedStack.Ome("SizeT=\"6\" SizeZ=\"1\" SizeC=\"1\" DimensionOrder=\"XYCZT\" PhysicalSizeXUnit=\"µm\"") + "\r\n";
        var rewritten = Rewritten(ome);
        var at = rewritten.IndexOf("<StructuredAnnotations>", StringComparison.Ordinal);
        Assert.Equal(
            Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(ome)),
            rewritten.Remove(at, rewritten.IndexOf("</OME>", StringComparison.Ordinal) - at)
        );
        Assert.Equal("a microscope", Text(Destination, TiffTag.SOFTWARE));

        XNamespace ns = Schema;
        var map = XElement.Parse(rewritten.Trim()).Element(ns + "StructuredAnnotations")!.Element(ns + "MapAnnotation")!;
        Assert.Equal("Annotation:PostFocus:0", (string?)map.Attribute("ID"));
        Assert.Equal(
            [("software", "PostFocus 1.2.3"), ("model SHA-256", "ab12"), ("seed", "1"), ("restored pages (from 0)", "1-2,4")],
            map.Element(ns + "Value")!.Elements(ns + "M").Select(m => ((string)m.Attribute("K")!, m.Value))
        );
        Assert.Equal(Assert.Single(StackReader.Read(Template)).Description, Assert.Single(StackReader.Read(Destination)).Description);
    }

    [Theory]
    // After the images and before the regions (schema OME 2016-06), in the document's prefix.
    [InlineData("<OME xmlns='{0}'><Image/>#<ROI ID='a'/><ROI ID='b'/></OME>", "<StructuredAnnotations>", "</StructuredAnnotations>")]
    [InlineData(
        "<?xml version='1.0'?>\r\n<o:OME\r xmlns:o='{0}'>\n<o:Image/>\n#</o:OME>\n",
        "<o:StructuredAnnotations>",
        "</o:StructuredAnnotations>"
    )]
    [InlineData("<OME xmlns='{0}'><Image/><StructuredAnnotations><A ID='x'/>#</StructuredAnnotations><ROI/></OME>", "", "")]
    [InlineData("<OME xmlns='{0}'><Image/><StructuredAnnotations/><!-- /> --></OME>", ">", "</StructuredAnnotations>")]
    [InlineData("<OME xmlns='{0}'><Image/><StructuredAnnotations a='/>' /><ROI/></OME>", ">", "</StructuredAnnotations>")]
    [InlineData(
        "<OME xmlns='{0}'><Image><ROI/><StructuredAnnotations/></Image>#</OME>",
        "<StructuredAnnotations>",
        "</StructuredAnnotations>"
    )]
    public void TheAnnotationStandsWhereTheSchemaWantsIt(string template, string before, string after)
    {
        var ome = template.Replace("{0}", Schema, StringComparison.Ordinal).Replace("#", "", StringComparison.Ordinal);
        var rewritten = Rewritten(ome);
        var prefix = before.StartsWith("<o:", StringComparison.Ordinal) ? "o:" : "";
        var start = rewritten.IndexOf($"<{prefix}MapAnnotation", StringComparison.Ordinal);
        var end = rewritten.IndexOf($"</{prefix}MapAnnotation>", StringComparison.Ordinal) + $"</{prefix}MapAnnotation>".Length;
        var around = template.Contains('#', StringComparison.Ordinal)
            ? template.Replace("#", before + "@" + after, StringComparison.Ordinal)
            : template
                .Replace("<StructuredAnnotations/>", "<StructuredAnnotations>@</StructuredAnnotations>", StringComparison.Ordinal)
                .Replace("a='/>' />", "a='/>' >@</StructuredAnnotations>", StringComparison.Ordinal);
        Assert.Equal(around.Replace("{0}", Schema, StringComparison.Ordinal), rewritten.Remove(start, end - start).Insert(start, "@"));
        XNamespace ns = Schema;
        Assert.Single(XElement.Parse(rewritten.Trim()).Element(ns + "StructuredAnnotations")!.Elements(ns + "MapAnnotation"));
    }

    [Fact]
    public void ASecondAnnotationHasItsOwnName()
    {
        Rewritten(DescribedStack.Ome("SizeT=\"6\""));
        FrameFile.WriteLike(Destination, _folder["twice.tif"], new Dictionary<int, Frame> { [3] = Frames(6)[3] }, s_provenance);
        var names = XElement
            .Parse(Text(_folder["twice.tif"], TiffTag.IMAGEDESCRIPTION)!)
            .Descendants()
            .Where(e => e.Name.LocalName == "MapAnnotation")
            .Select(e => (string?)e.Attribute("ID"));
        Assert.Equal(["Annotation:PostFocus:0", "Annotation:PostFocus:1"], names);
    }

    [Theory]
    [InlineData(null, Line + "0")]
    [InlineData("a microscope", "a microscope; " + Line + "0")]
    public void APngSaysItInItsTextSoftware(string? software, string expected)
    {
        var comment = ("tEXt", "Comment\0kept"u8.ToArray());
        (string, byte[])[] further = software is null ? [comment] : [comment, ("tEXt", Encoding.Latin1.GetBytes("Software\0" + software))];
        File.WriteAllBytes(_folder["a.png"], RawPng.File(16, 16, 8, 0, new byte[16 * 17], further: further));
        var frame = TestFrames.Random(16, 16, PixelType.UInt8);
        FrameFile.WriteLike(_folder["a.png"], _folder["b.png"], new Dictionary<int, Frame> { [0] = frame }, s_provenance);
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["b.png"]));
        var written = File.ReadAllBytes(_folder["b.png"]);
        Assert.True(written.AsSpan().IndexOf(RawPng.Chunk("tEXt", comment.Item2)) > 0);
        Assert.True(written.AsSpan().IndexOf(RawPng.Chunk("tEXt", Encoding.Latin1.GetBytes("Software\0" + expected))) > 0);
        Assert.Equal(1, Encoding.Latin1.GetString(written).Split("Software\0").Length - 1);
    }

    [Fact]
    public void AFileWithoutNewPixelsKeepsItsBytes()
    {
        Rewrite(new TiffLayout());
        Assert.Equal(File.ReadAllBytes(Template), File.ReadAllBytes(Destination));
    }

    [Fact]
    public void TheSameWorkGivesTheSameBytes()
    {
        Rewrite(new TiffLayout(), 1, 3);
        var first = File.ReadAllBytes(Destination);
        Rewrite(new TiffLayout(), 3, 1);
        Assert.Equal(first, File.ReadAllBytes(Destination));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a; b")]
    [InlineData("a\nb")]
    [InlineData("µ")]
    public void TextThatATagCannotHoldIsRefused(string text)
    {
        Assert.Throws<ArgumentException>(() => new Provenance(text));
        Assert.Throws<ArgumentException>(() => new Provenance("a", (text, "b")));
        Assert.Throws<ArgumentException>(() => new Provenance("a", ("b", text)));
    }

    [Fact]
    public void TheTagsStayInRisingOrder()
    {
        new TiffLayout { Software = null }.Write(Template, Frames(1));
        FrameFile.WriteLike(Template, Destination, new Dictionary<int, Frame> { [0] = Frames(1)[0].Reversed() }, s_provenance);
        var file = File.ReadAllBytes(Destination);
        int[] tags = [.. new TiffMap(file).Entries.Select(entry => (int)BitConverter.ToUInt16(file, entry))];
        Assert.Contains((int)TiffTag.SOFTWARE, tags);
        Assert.Equal(tags.Order(), tags);
    }
}
