using System.Diagnostics;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Stacks;

public sealed class OmeTiffTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<StackLayout> Read(int pages, string xml) =>
        StackReader.Read(DescribedStack.Write(_folder["stack.ome.tif"], pages, xml));

    private string Refusal(int pages, string xml)
    {
        var error = Assert.Throws<FrameFormatException>(() => Read(pages, xml));
        Assert.Contains("stack.ome.tif, page 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("--axes T", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 1000);
        return error.Reason;
    }

    [Theory]
    [InlineData("XYCZT", 6, 2, 1)]
    [InlineData("XYCTZ", 2, 4, 1)]
    [InlineData("XYZTC", 3, 1, 6)]
    [InlineData("XYTCZ", 1, 4, 2)]
    public void PagesComeInTheDimensionOrder(string order, int secondFrame, int secondPlane, int secondChannel)
    {
        foreach (var content in new[] { "", "<TiffData/>", """<TiffData IFD="0" PlaneCount="12"/>""" })
        {
            var layout = Assert.Single(
                Read(12, DescribedStack.Ome($"""SizeT="2" SizeZ="3" SizeC="2" DimensionOrder="{order}" """, content))
            );
            Assert.Equal((2, 3, 2), (layout.Frames, layout.Planes, layout.Channels));
            Assert.Equal(
                (secondFrame, secondPlane, secondChannel),
                (layout.Location(1).Page, layout.Location(0, 1).Page, layout.Location(0, 0, 1).Page)
            );
            Assert.Equal("OME metadata", layout.Source);
        }
    }

    [Fact]
    public void TiffDataSayWhichPageHoldsWhichPlane()
    {
        var layout = Assert.Single(
            Read(
                4,
                DescribedStack.Ome(
                    """SizeT="2" SizeZ="1" SizeC="2" DimensionOrder="XYCZT" """,
                    """
                    <Channel Name="phase"/><Channel Name="GFP"/>
                    <TiffData IFD="3"/><TiffData IFD="2" FirstC="1"/><TiffData IFD="0" FirstT="1" PlaneCount="2"/>
                    """
                )
            )
        );
        Assert.Equal(
            [3, 2, 0, 1],
            new[] { layout.Location(0).Page, layout.Location(0, 0, 1).Page, layout.Location(1).Page, layout.Location(1, 0, 1).Page }
        );
        Assert.Equal(["phase", "GFP"], layout.ChannelNames);
    }

    [Fact]
    public void PagesThatNoImageNamesAreSaid()
    {
        const string pixels = """SizeT="2" SizeZ="1" SizeC="1" DimensionOrder="XYCZT" """;
        const string first = """<TiffData IFD="0"/><TiffData IFD="1" FirstT="1"/>""";
        Assert.Equal(
            "2 pages: T=2 (OME metadata: 3 of 5 pages belong to no image, and are copied as they are)",
            Assert.Single(Read(5, DescribedStack.Ome(pixels, first))).Description
        );
        var both = Read(
            5,
            DescribedStack.OmeDocument(
                DescribedStack.Image(pixels, first),
                DescribedStack.Image(pixels, """<TiffData IFD="2"/><TiffData IFD="3" FirstT="1"/>""")
            )
        );
        Assert.All(both, layout => Assert.StartsWith("1 of 5 pages", layout.Note, StringComparison.Ordinal));
        Assert.Null(Assert.Single(Read(2, DescribedStack.Ome(pixels, first))).Note);
    }

    [Theory]
    [InlineData("16", "18", "its OME-XML says 16 × 18 pixels (height × width), page 0 has 16 × 16: its own size is taken")]
    [InlineData("14", "16", "its OME-XML says 14 × 16 pixels (height × width), page 0 has 16 × 16: its own size is taken")]
    [InlineData("16", "16", null)]
    public void PagesOfAnotherSizeThanTheMetadataSayAreSaid(string height, string width, string? note)
    {
        var xml = DescribedStack.Ome("""SizeT="2" SizeZ="1" SizeC="1" DimensionOrder="XYCZT" """);
        var sized = xml.Replace("SizeX=\"16\" SizeY=\"16\"", $"SizeX=\"{width}\" SizeY=\"{height}\"", StringComparison.Ordinal);
        Assert.Equal(note, Assert.Single(Read(2, sized)).Note);
    }

    [Fact]
    public void ThatTheAxisOfTimeHoldsMoreThanTimeIsSaid()
    {
        const string modulo =
            "<StructuredAnnotations><XMLAnnotation><Value><Modulo><ModuloAlongT Type=\"lifetime\"/></Modulo></Value></XMLAnnotation></StructuredAnnotations></OME>";
        var xml = DescribedStack.Ome("""SizeT="2" SizeZ="1" SizeC="1" DimensionOrder="XYCZT" """);
        var layout = Assert.Single(Read(2, xml.Replace("</OME>", modulo, StringComparison.Ordinal)));
        Assert.Equal(
            "its OME-XML says that T holds more than time (lifetime, ModuloAlongT): all of its pages are taken for instants",
            layout.Note
        );
    }

    [Fact]
    public void SizesAndTimesAreInMicronsAndSeconds()
    {
        var layout = Assert.Single(
            Read(
                2,
                DescribedStack.Ome(
                    """
                    SizeT="2" SizeZ="1" SizeC="1" DimensionOrder="XYCZT" PhysicalSizeX="650" PhysicalSizeXUnit="nm" PhysicalSizeY="0.00065" PhysicalSizeYUnit="mm"
                    PhysicalSizeZ="0.002" PhysicalSizeZUnit="mm" TimeIncrement="5" TimeIncrementUnit="min"
                    """
                )
            )
        );
        Assert.Equal(0.65, layout.PixelSizeMicrons!.Value, 6);
        Assert.Equal(
            (0.65, 2, 300),
            (Math.Round(layout.PixelHeightMicrons!.Value, 9), layout.PlaneSpacingMicrons, layout.FrameIntervalSeconds)
        );
        Assert.Equal("2 pages: T=2 (OME metadata), 0.65 µm/pixel, 300 s", layout.Description);
    }

    [Fact]
    public void SizesThatProgramsWriteForUnknownOnesAreUnknown()
    {
        var layout = Assert.Single(
            Read(
                2,
                DescribedStack.Ome(
                    """
                    SizeT="2" SizeZ="1" SizeC="1" DimensionOrder="XYCZT" PhysicalSizeX="0.0" PhysicalSizeY="NaN" PhysicalSizeZ="1" PhysicalSizeZUnit="reference frame" TimeIncrement="-1"
                    """
                )
            )
        );
        Assert.Equal(
            (null, null, null, null),
            (layout.PixelSizeMicrons, layout.PixelHeightMicrons, layout.PlaneSpacingMicrons, layout.FrameIntervalSeconds)
        );
    }

    [Fact]
    public void SeveralImagesAreSeveralSeries()
    {
        const string sizes = """SizeT="2" SizeZ="1" SizeC="1" DimensionOrder="XYCZT" """;
        var layouts = Read(
            4,
            DescribedStack.OmeDocument(
                DescribedStack.Image(sizes, """<TiffData IFD="0" PlaneCount="2"/>"""),
                DescribedStack.Image(sizes, """<TiffData IFD="2" PlaneCount="2"/>""")
            )
        );
        Assert.Equal([(0, 2, 0, 1), (1, 2, 2, 3)], layouts.Select(l => (l.Series, l.SeriesCount, l.Location(0).Page, l.Location(1).Page)));
        Assert.StartsWith("series 1 of 2, 2 pages: T=2", layouts[1].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSamplesOfColourPixelsAreOneChannel()
    {
        var layout = Assert.Single(
            Read(
                2,
                DescribedStack.Ome(
                    """SizeT="2" SizeZ="1" SizeC="3" DimensionOrder="XYCZT" """,
                    """<Channel SamplesPerPixel="3"/><TiffData/>"""
                )
            )
        );
        Assert.Equal((2, 1), (layout.Frames, layout.Channels));
    }

    [Fact]
    public void ARenamedFileIsKnownByItsUuid()
    {
        var layout = Assert.Single(
            Read(
                2,
                DescribedStack.Ome(
                    """SizeT="2" SizeZ="1" SizeC="1" DimensionOrder="XYCZT" """,
                    """<TiffData IFD="0" PlaneCount="2"><UUID FileName="old name.ome.tif">urn:uuid:1</UUID></TiffData>"""
                )
            )
        );
        Assert.Equal(2, layout.Frames);
    }

    [Theory]
    [InlineData("SizeT='3' SizeZ='1' SizeC='1'", "", 2, 3)]
    [InlineData("SizeT='3' SizeZ='1' SizeC='1'", "<TiffData/>", 2, 3)]
    [InlineData("SizeT='2147483647' SizeZ='1' SizeC='1'", "<TiffData/>", 2, 2147483647)]
    [InlineData("SizeT='2' SizeZ='1' SizeC='1'", "<TiffData IFD='0'/>", 1, 2)]
    [InlineData("SizeT='9' SizeZ='1' SizeC='2'", "<TiffData IFD='1'/><TiffData IFD='0' FirstC='1'/>", 1, 9)]
    public void AnAcquisitionThatWasEndedEarlyHasTheInstantsThatAreWhole(string sizes, string content, int frames, int claimed)
    {
        var layout = Assert.Single(Read(2, DescribedStack.Ome($"DimensionOrder='XYCZT' {sizes}", content)));
        Assert.Equal(frames, layout.Frames);
        Assert.Contains($"its acquisition ended after {frames} of {claimed} instants", layout.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<TiffData IFD='0'/><TiffData IFD='1' FirstT='2'/>", 3, new[] { 0, 2 })]
    [InlineData("<TiffData IFD='0' FirstT='1'/><TiffData IFD='1' FirstT='2'/>", 3, new[] { 1, 2 })]
    [InlineData("<TiffData IFD='0' FirstT='1'/><TiffData IFD='1' FirstT='4'/>", 6, new[] { 1, 4 })]
    public void AnInstantThatWasDroppedIsAGapInTheNumbers(string content, int claimed, int[] recorded)
    {
        DescribedStack.Write(
            _folder["stack.ome.tif"],
            2,
            DescribedStack.Ome($"DimensionOrder='XYCZT' SizeT='{claimed}' SizeZ='1' SizeC='1'", content)
        );
        var sequence = Assert.Single(FrameSequences.Find(_folder["stack.ome.tif"]));
        Assert.Equal(recorded, sequence.Indices);
        Assert.Equal([0, 1], sequence.Frames.Select(f => f.Page));
        Assert.Contains("instants are missing or lack planes", sequence.Description, StringComparison.Ordinal);
        Assert.Equal(
            recorded,
            Assert.Single(FrameSequences.Find(_folder.Path, new SequenceOptions { NamePattern = "{what}.ome.tif" })).Indices
        );
        var layout = sequence.Layout!;
        Assert.Equal(recorded, Enumerable.Range(0, layout.Frames).Where(t => layout.Has(t)));
        var missing = Enumerable.Range(0, layout.Frames).Except(recorded).First();
        Assert.Contains(
            $"T={missing}, Z=0, C=0",
            Assert.Throws<FrameFormatException>(() => layout.Location(missing)).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void OfSeveralChannelsThoseInstantsCountThatHaveTheChosenOne()
    {
        // Channel 1 only at every second instant, and the last instant without channel 0.
        string[] named =
        [
            "FirstT='0'",
            "FirstT='0' FirstC='1'",
            "FirstT='1'",
            "FirstT='2'",
            "FirstT='2' FirstC='1'",
            "FirstT='3'",
            "FirstT='4' FirstC='1'",
        ];
        DescribedStack.Write(
            _folder["stack.ome.tif"],
            7,
            DescribedStack.Ome(
                "DimensionOrder='XYCZT' SizeT='5' SizeZ='1' SizeC='2'",
                string.Concat(named.Select((n, i) => $"<TiffData IFD='{i}' {n}/>"))
            )
        );
        Assert.Equal([0, 1, 2, 3], Indices(0));
        Assert.Equal([0, 2, 4], Indices(1));

        IReadOnlyList<int> Indices(int channel) =>
            Assert.Single(FrameSequences.Find(_folder["stack.ome.tif"], new SequenceOptions { Channel = channel })).Indices;
    }

    [Fact]
    public void APlaneThatWasNeverRecordedCannotBeChosen()
    {
        DescribedStack.Write(
            _folder["stack.ome.tif"],
            3,
            DescribedStack.Ome(
                "DimensionOrder='XYCZT' SizeT='1' SizeZ='2' SizeC='2'",
                "<TiffData IFD='0'/><TiffData IFD='1' FirstZ='1'/><TiffData IFD='2' FirstC='1'/>"
            )
        );
        Assert.Single(Assert.Single(FrameSequences.Find(_folder["stack.ome.tif"], new SequenceOptions { Channel = 0, Plane = 1 })).Frames);
        Assert.Contains(
            "never recorded",
            Assert
                .Throws<FrameFormatException>(() =>
                    FrameSequences.Find(_folder["stack.ome.tif"], new SequenceOptions { Channel = 1, Plane = 1 })
                )
                .Reason,
            StringComparison.Ordinal
        );
    }

    // By the schemas: 2003-FC, 2007-06 to 2009-09, 2010-04.
    [Theory]
    [InlineData(
        """<OME xmlns="http://www.openmicroscopy.org/XMLschemas/OME/FC/ome.xsd"><Image PixelSizeX="0.65" PixelSizeY="0.65" PixelSizeZ="2" TimeIncrement="60"><ChannelInfo Name="phase"/><ChannelInfo Name="GFP"/><Pixels PixelType="Uint8" DimensionOrder="XYCZT" SizeX="16" SizeY="16" SizeZ="1" SizeC="2" SizeT="3"><TiffData IFD="2" NumPlanes="4"/><TiffData IFD="0" NumPlanes="2" FirstT="2"/></Pixels></Image></OME>"""
    )]
    [InlineData(
        """<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2008-09"><Image><LogicalChannel Name="phase" SamplesPerPixel="1"/><LogicalChannel Name="GFP" SamplesPerPixel="1"/><Pixels DimensionOrder="XYCZT" PhysicalSizeX="0.65" PhysicalSizeY="0.65" PhysicalSizeZ="2" TimeIncrement="60" SizeZ="1" SizeC="2" SizeT="3"><TiffData IFD="2" NumPlanes="4"/><TiffData IFD="0" NumPlanes="2" FirstT="2"/></Pixels></Image></OME>"""
    )]
    [InlineData(
        """<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2010-04"><Image><Pixels DimensionOrder="XYCZT" PhysicalSizeX="0.65" PhysicalSizeY="0.65" PhysicalSizeZ="2" TimeIncrement="60" SizeZ="1" SizeC="2" SizeT="3"><Channel Name="phase"/><Channel Name="GFP"/><TiffData Ifd="2" NumPlanes="4"/><TiffData Ifd="0" NumPlanes="2" FirstT="2"/></Pixels></Image></OME>"""
    )]
    public void OlderSchemasHaveOtherNamesForTheSame(string xml)
    {
        var layout = Assert.Single(Read(6, xml));
        Assert.Equal("6 pages: T=3, C=2 (OME metadata), 0.65 µm/pixel, 60 s", layout.Description);
        Assert.Equal((0.65, 2), (layout.PixelHeightMicrons, layout.PlaneSpacingMicrons));
        Assert.Equal(["phase", "GFP"], layout.ChannelNames);
        Assert.Equal([2, 4, 0], Enumerable.Range(0, 3).Select(t => layout.Location(t).Page));
    }

    [Fact]
    public void AnInstantThatWasNotFinishedIsLeftOut()
    {
        var layout = Assert.Single(Read(5, DescribedStack.Ome("SizeT='4' SizeZ='2' SizeC='1' DimensionOrder='XYZTC'")));
        Assert.Equal((2, 2), (layout.Frames, layout.Planes));
    }

    [Fact]
    public void ImagesThatLieInOtherFilesAreLeftOut()
    {
        const string sizes = """SizeT="2" SizeZ="1" SizeC="1" DimensionOrder="XYCZT" """,
            other = """<TiffData IFD="0" PlaneCount="2"><UUID FileName="other.ome.tif">urn:uuid:2</UUID></TiffData>""";
        var layout = Assert.Single(Read(2, DescribedStack.OmeDocument(DescribedStack.Image(sizes, other), DescribedStack.Image(sizes))));
        Assert.Equal((0, 1), (layout.Series, layout.SeriesCount));
        Assert.Contains("no image that lies in this file", Refusal(2, DescribedStack.Ome(sizes, other)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SizeT='0' SizeZ='1' SizeC='1'", "<TiffData/>", "SizeT='0'")]
    [InlineData("SizeT='-2' SizeZ='1' SizeC='1'", "<TiffData/>", "SizeT='-2'")]
    [InlineData("SizeT='two' SizeZ='1' SizeC='1'", "<TiffData/>", "SizeT='two'")]
    [InlineData("SizeT='99999999999999999999999999999999999999999999' SizeZ='1' SizeC='1'", "<TiffData/>", "SizeT='9999")]
    [InlineData("SizeT='1000000' SizeZ='1000000' SizeC='1000000'", "<TiffData/>", "1000000000000 planes an instant")]
    [InlineData("SizeZ='1' SizeC='1'", "<TiffData/>", "no SizeT")]
    [InlineData("SizeT='1' SizeZ='1' SizeC='1'", "", "2 pages")]
    [InlineData("SizeT='2' SizeZ='1' SizeC='1'", "<TiffData IFD='0' PlaneCount='0'/>", "names no page")]
    [InlineData("SizeT='1' SizeZ='3' SizeC='1'", "", "no page for plane T=0, Z=2, C=0")]
    [InlineData("SizeT='2' SizeZ='1' SizeC='1'", "<TiffData IFD='1' PlaneCount='2'/>", "page 2")]
    [InlineData("SizeT='2' SizeZ='1' SizeC='1'", "<TiffData IFD='1000000' PlaneCount='2'/>", "page 1000001")]
    [InlineData("SizeT='2' SizeZ='1' SizeC='1'", "<TiffData IFD='0' PlaneCount='1000000'/>", "beyond its last plane")]
    [InlineData("SizeT='2' SizeZ='1' SizeC='1'", "<TiffData IFD='0' FirstT='2'/>", "FirstT=2")]
    [InlineData("SizeT='2' SizeZ='1' SizeC='1'", "<TiffData IFD='0'/><TiffData IFD='0' FirstT='1'/>", "page 0 for two planes")]
    [InlineData("SizeT='2' SizeZ='1' SizeC='1'", "<TiffData IFD='0'/><TiffData IFD='1'/>", "pages 0 and 1 for the same plane")]
    [InlineData("SizeT='2' SizeZ='1' SizeC='4'", "<Channel SamplesPerPixel='3'/><TiffData/>", "SizeC=4")]
    public void NumbersThatDoNotFitThePagesAreRefused(string sizes, string content, string reason)
    {
        Assert.Contains(reason, Refusal(2, DescribedStack.Ome($"DimensionOrder='XYCZT' {sizes}", content)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("XYCZ")]
    [InlineData("XYCCT")]
    [InlineData("ZYXCT")]
    public void AnUnknownDimensionOrderIsRefused(string order) =>
        Assert.Contains(
            "DimensionOrder",
            Refusal(2, DescribedStack.Ome($"SizeT='2' SizeZ='1' SizeC='1' DimensionOrder='{order}'")),
            StringComparison.Ordinal
        );

    [Fact]
    public void EntitiesCanNeitherGrowNorReadFiles()
    {
        var laughs = string.Concat(
            Enumerable.Range(1, 9).Select(i => $"""<!ENTITY l{i} "{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}">""")
        );
        Assert.Contains(
            "undeclared entity 'l9'",
            Refusal(2, $"""<!DOCTYPE OME [<!ENTITY l0 "ha">{laughs}]><OME>&l9;</OME>"""),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "undeclared entity 'x'",
            Refusal(2, """<!DOCTYPE OME [<!ENTITY x SYSTEM "file:///etc/hostname">]><OME><Image>&x;</Image></OME>"""),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""<!DOCTYPE OME SYSTEM "http://localhost:9/ome.dtd">""")]
    [InlineData("""<!DOCTYPE OME [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY l "ha">]>""")]
    public void ADocumentTypeByItselfIsPassedOver(string documentType)
    {
        var plain = DescribedStack.Ome("SizeT='2' SizeZ='1' SizeC='1' DimensionOrder='XYCZT'");
        var stack = Read(2, plain.Replace("<OME ", documentType + "<OME ", StringComparison.Ordinal));
        Assert.Equal(2, Assert.Single(stack).Frames);
    }

    [Fact]
    public void XmlThatIsCutAnywhereIsRefused()
    {
        var whole = DescribedStack.Ome("SizeT='2' SizeZ='1' SizeC='1' DimensionOrder='XYCZT'");
        for (var length = whole.IndexOf("<OME", StringComparison.Ordinal) + 4; length < whole.Length; length += 7)
            Assert.Contains("cannot be read", Refusal(2, whole[..length]), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void HugeXmlIsRefusedOrReadQuickly()
    {
        var clock = Stopwatch.StartNew();
        Assert.Contains("description has", Refusal(2, "<OME>" + new string(' ', 17 << 20)), StringComparison.Ordinal);
        Assert.Contains("nested", Refusal(2, "<OME>" + string.Concat(Enumerable.Repeat("<a>", 1 << 20))), StringComparison.Ordinal);
        Assert.Contains(
            "no image",
            Refusal(2, "<OME>" + string.Concat(Enumerable.Repeat("<a/>", 1 << 20)) + "</OME>"),
            StringComparison.Ordinal
        );
        Assert.Contains("cannot be read", Refusal(2, $"<OME><{new string('a', 1 << 20)}>"), StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60); // some 3 s; a machine that does much else takes its time
    }

    [Theory]
    [InlineData("<OME/>")]
    [InlineData("<OME><Image/></OME>")]
    public void XmlWithoutAnImageIsRefused(string xml) => Assert.Contains("no image", Refusal(2, xml), StringComparison.Ordinal);
}
