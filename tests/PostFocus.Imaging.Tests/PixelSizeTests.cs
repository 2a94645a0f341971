using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public sealed class PixelSizeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static double? Of(string path, SequenceOptions? options = null) =>
        Assert.Single(FrameSequences.Find(path, options)).PixelMicrons;

    private string Stack(string attributes) =>
        DescribedStack.Write(
            _folder["in/s.ome.tif"],
            2,
            DescribedStack.Ome($"SizeT='2' SizeZ='1' SizeC='1' DimensionOrder='XYCZT' {attributes}")
        );

    [Theory]
    [InlineData("PhysicalSizeX='0.65' PhysicalSizeY='0.65'", 0.65)]
    [InlineData("PhysicalSizeX='0.65'", 0.65)]
    [InlineData("PhysicalSizeX='0.65' PhysicalSizeY='1.3'", null)] // not square
    [InlineData("PhysicalSizeX='5000'", null)] // no microscope's
    [InlineData("", null)]
    public void ASequenceHasThePixelSizeOfItsMetadata(string attributes, double? expected) => Assert.Equal(expected, Of(Stack(attributes)));

    [Theory]
    [InlineData(
        "PhysicalSizeX='0.65' PhysicalSizeY='1.3'",
        null,
        "2 pages: T=2 (OME metadata), 0.65 × 1.3 µm/pixel not used: its pixels are not square"
    )]
    [InlineData("PhysicalSizeX='0.65' PhysicalSizeY='1.3'", 0.5, "2 pages: T=2 (OME metadata), 0.5 µm/pixel (its metadata say 0.65 × 1.3)")]
    [InlineData("PhysicalSizeX='0.65'", null, "2 pages: T=2 (OME metadata), 0.65 µm/pixel")]
    [InlineData("PhysicalSizeX='0.65'", 0.65, "2 pages: T=2 (OME metadata), 0.65 µm/pixel")]
    [InlineData("PhysicalSizeX='0.65'", 0.5, "2 pages: T=2 (OME metadata), 0.5 µm/pixel (its metadata say 0.65)")]
    [InlineData("PhysicalSizeX='5000'", null, "2 pages: T=2 (OME metadata), 5000 µm/pixel not used: it is not from 0.001 to 1000")]
    [InlineData("PhysicalSizeX='352.777'", null, "2 pages: T=2 (OME metadata), 352.8 µm/pixel not used: that is a print resolution")]
    [InlineData("", 0.5, "2 pages: T=2 (OME metadata), 0.5 µm/pixel")]
    public void TheSizeThatIsSaidIsTheOneThatCounts(string attributes, double? asked, string description) =>
        Assert.Equal(
            description,
            Assert.Single(FrameSequences.Find(Stack(attributes), new SequenceOptions { PixelMicrons = asked })).Description
        );

    [Theory]
    [InlineData("inch", 72, null)]
    [InlineData("inch", 110, null)]
    [InlineData("cm", 28.3465, null)]
    [InlineData("inch", 39076.9, 0.65)]
    [InlineData("cm", 15384.6, 0.65)]
    [InlineData("\\u00B5m", 1.53846, 0.65)]
    [InlineData("micron", 0.002835, null)]
    public void APrintResolutionIsNoPixelSize(string unit, double perUnit, double? microns)
    {
        new TiffLayout { Description = $"ImageJ=1.54f\nimages=2\nframes=2\nunit={unit}\n", Resolution = perUnit }.Write(
            _folder["s.tif"],
            TestFrames.Random(16, 16, PixelType.UInt8),
            TestFrames.Random(16, 16, PixelType.UInt8)
        );
        var sequence = Assert.Single(FrameSequences.Find(_folder["s.tif"]));
        Assert.Equal(microns ?? double.NaN, sequence.PixelMicrons ?? double.NaN, 1e-4);
        Assert.Equal(microns is null, sequence.Description!.EndsWith("that is a print resolution", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 0.769, "0.65 × 1.3 µm/pixel not used: its pixels are not square")]
    [InlineData("", 1.5384, "0.65 µm/pixel")]
    [InlineData("yunit=nm\n", 0.0015384, "0.65 µm/pixel")]
    public void ImageJsPixelsHaveAHeight(string more, double lines, string description)
    {
        new TiffLayout
        {
            Description = $"ImageJ=1.54f\nimages=2\nframes=2\nunit=micron\n{more}",
            Resolution = 1.5384,
            ResolutionOfLines = lines,
        }.Write(_folder["s.tif"], TestFrames.Random(16, 16, PixelType.UInt8), TestFrames.Random(16, 16, PixelType.UInt8));
        Assert.EndsWith(description, Assert.Single(FrameSequences.Find(_folder["s.tif"])).Description, StringComparison.Ordinal);
    }

    private void Single(string name, double? perMicron, string unit = "um")
    {
        Directory.CreateDirectory(_folder["in"]);
        new TiffLayout { Description = perMicron is null ? "" : $"ImageJ=1.54f\nunit={unit}\n", Resolution = perMicron ?? 72 }.Write(
            _folder["in/" + name],
            TestFrames.Random(16, 16, PixelType.UInt8)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("f{frame}.tif")]
    public void SinglePageFilesHaveTheSizeOfTheirMetadata(string? pattern)
    {
        Single("f1.tif", 2);
        Single("f2.tif", null);
        Single("f3.tif", 2);
        var search = FrameSequences.Search(_folder["in"], new SequenceOptions { NamePattern = pattern });
        Assert.Equal(0.5, Assert.Single(search.Sequences).PixelMicrons);
        Assert.Equal(["2 of 3 single-page files of 1 sequence say 0.5 µm/pixel."], search.Remarks);
        var told = FrameSequences.Search(_folder["in"], new SequenceOptions { NamePattern = pattern, PixelMicrons = 0.65 });
        Assert.Equal(0.65, Assert.Single(told.Sequences).PixelMicrons);
        Assert.Equal(["2 of 3 single-page files of 1 sequence say 0.5 µm/pixel, 0.65 is used."], told.Remarks);
        Assert.Equal(0.5, Of(_folder["in/f1.tif"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("f{frame}.tif")]
    public void OfSeveralSizesOfSinglePageFilesNoneIsTaken(string? pattern)
    {
        Single("f1.tif", 2);
        Single("f2.tif", 4);
        var search = FrameSequences.Search(_folder["in"], new SequenceOptions { NamePattern = pattern });
        Assert.Null(Assert.Single(search.Sequences).PixelMicrons);
        Assert.Contains("say different pixel sizes, and none is used", Assert.Single(search.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereSinglePageFilesDifferTheLogSaysWhichSequenceHasWhichSize()
    {
        foreach (var (name, perMicron) in new[] { ("a", 2), ("b", 4), ("c", 2) })
        {
            Single("f.tif", perMicron);
            Directory.CreateDirectory(_folder["wells/" + name]);
            File.Move(_folder["in/f.tif"], _folder[$"wells/{name}/f.tif"]);
        }
        Assert.Equal(
            ["single-page files of 2 sequences ('a', 'c') say 0.5 µm/pixel.", "single-page files of 1 sequence ('b') say 0.25 µm/pixel."],
            FrameSequences.Search(_folder["wells"]).Remarks
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{sequence}.ome.tif")]
    public void ThatSinglePageFilesHaveNoSquarePixelsIsSaid(string? pattern)
    {
        DescribedStack.Write(
            _folder["in/a.ome.tif"],
            1,
            DescribedStack.Ome("SizeT='1' SizeZ='1' SizeC='1' DimensionOrder='XYCZT' PhysicalSizeX='0.65' PhysicalSizeY='1.3'")
        );
        var search = FrameSequences.Search(_folder["in"], new SequenceOptions { NamePattern = pattern });
        Assert.Null(Assert.Single(search.Sequences).PixelMicrons);
        Assert.Equal(
            $"single-page files of 1 sequence ('{search.Sequences[0].Name}') say 0.65 × 1.3 µm/pixel, which is not used: their pixels are not square.",
            Assert.Single(search.Remarks)
        );
        Assert.Empty(FrameSequences.Search(_folder["in"], new SequenceOptions { NamePattern = pattern, PixelMicrons = 1 }).Remarks);
    }

    [Fact]
    public void APrintResolutionOfASinglePageFileIsNoPixelSize()
    {
        Single("f1.tif", 72, "inch");
        var search = FrameSequences.Search(_folder["in"]);
        Assert.Null(Assert.Single(search.Sequences).PixelMicrons);
        Assert.Empty(search.Remarks);
    }

    [Fact]
    public void ASinglePageOfAnOmeFileHasItsSizeAlsoWhereItsSetIsLost()
    {
        DescribedStack.Write(
            _folder["in/a.ome.tif"],
            1,
            DescribedStack.Ome(
                "SizeT='2' SizeZ='1' SizeC='1' DimensionOrder='XYCZT' PhysicalSizeX='0.65'",
                "<TiffData IFD='0' FirstT='0' PlaneCount='1'><UUID FileName='a.ome.tif'>urn:uuid:1</UUID></TiffData>"
            )
        );
        Assert.Equal(0.65, Of(_folder["in"]));
        Assert.Equal(0.65, Of(_folder["in"], new SequenceOptions { NamePattern = "{sequence}.ome.tif" }));
    }

    [Fact]
    public void WordsOnTheAxesLeaveThePixelSizeToTheMetadata()
    {
        Assert.Equal(0.65, Of(Stack("PhysicalSizeX='0.65'"), new SequenceOptions { AxisOrder = "T" }));
        Assert.Null(Of(Stack("PhysicalSizeX='0.65' PhysicalSizeY='1.3'"), new SequenceOptions { AxisOrder = "T" }));
        Assert.Null(Of(DescribedStack.Write(_folder["damaged.ome.tif"], 2, "<OME><Image>"), new SequenceOptions { AxisOrder = "T" }));
        Single("f1.tif", 2);
        Assert.Equal(0.5, Of(_folder["in/f1.tif"], new SequenceOptions { AxisOrder = "T" }));
    }

    [Fact]
    public void PartsOfASequenceHaveItsNameAndPixelSize()
    {
        var whole = Assert.Single(FrameSequences.Find(Stack("PhysicalSizeX='0.65'")));
        var part = whole.Part([whole.Frames[1]]);
        Assert.Equal((whole.Name, 0.65, whole.Frames[1]), (part.Name, part.PixelMicrons, Assert.Single(part.Frames)));
    }

    [Fact]
    public void TheUsersWordOverrulesTheMetadata()
    {
        var path = Stack("PhysicalSizeX='0.65'");
        Assert.Equal(0.5, Of(path, new SequenceOptions { PixelMicrons = 0.5 }));
        File.Copy(path, _folder["in/t.ome.tif"]);
        Assert.All(FrameSequences.Find(_folder["in"], new SequenceOptions { PixelMicrons = 0.5 }), s => Assert.Equal(0.5, s.PixelMicrons));
    }

    [Fact]
    public void AManifestGivesASequenceItsPixelSize()
    {
        File.WriteAllText(_folder["m.csv"], "path,sequence,frame,pixel_um\na.tif,w,0,0.65\nb.tif,w,1,0.65\n");
        Assert.Equal(0.65, Of(_folder["m.csv"]));
        Assert.Equal(0.5, Of(_folder["m.csv"], new SequenceOptions { PixelMicrons = 0.5 }));
    }

    [Fact]
    public void FramesOfASequenceHaveOnePixelSize()
    {
        File.WriteAllText(_folder["m.csv"], "path,sequence,frame,pixel_um\na.tif,w,0,0.65\nb.tif,w,1,\n");
        var error = Assert.Throws<FrameFormatException>(() => FrameSequences.Find(_folder["m.csv"]));
        Assert.Contains("'w' has rows of different pixel_um", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    [InlineData(double.NaN)]
    public void ASizeThatNoPixelHasIsRefused(double microns)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceOptions { PixelMicrons = microns });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new FrameSequence("w", [new FrameLocation("a.tif", 0)]) { PixelMicrons = microns }
        );
    }
}
