using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Stacks;

public sealed class StackSequencesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Hyperstack() =>
        DescribedStack.Write(_folder["stack.tif"], 12, "ImageJ=1.54f\nimages=12\nchannels=2\nslices=3\nframes=2");

    private string TwoSeries()
    {
        const string sizes = "SizeT='2' SizeZ='1' SizeC='1' DimensionOrder='XYCZT'";
        return DescribedStack.Write(
            _folder["two.ome.tif"],
            4,
            DescribedStack.OmeDocument(
                DescribedStack.Image(sizes, "<TiffData IFD='2' PlaneCount='2'/>"),
                DescribedStack.Image(sizes, "<TiffData IFD='0' PlaneCount='2'/>")
            )
        );
    }

    private static string Refusal(string path, SequenceOptions? options = null)
    {
        var error = Assert.Throws<FrameFormatException>(() => FrameSequences.Find(path, options));
        Assert.Equal(path, error.Path);
        return error.Message;
    }

    [Fact]
    public void OneChannelAndPlaneOfAStackAreAVideo()
    {
        var sequence = Assert.Single(FrameSequences.Find(Hyperstack(), new SequenceOptions { Channel = 1, Plane = 2 }));
        Assert.Equal([5, 11], sequence.Frames.Select(f => f.Page));
        Assert.Equal(["5", "11"], sequence.Frames.Select(f => $"{FrameFile.Read(f.Path, f.Page).Counts[0]}"));
        Assert.Equal("12 pages: T=2, Z=3, C=2 (ImageJ metadata)", sequence.Layout!.Description);
    }

    [Fact]
    public void WhatWasChosenOfAStackIsSaid()
    {
        var search = FrameSequences.Search(Hyperstack(), new SequenceOptions { Channel = 1, Plane = 2 });
        Assert.Equal(["channels 0 to 1 found, 1 taken.", "focal planes 0 to 2 found, 2 taken."], search.Remarks);
        Assert.Equal(["series 0 to 1 found, 1 taken."], FrameSequences.Search(TwoSeries(), new SequenceOptions { Series = 1 }).Remarks);
        Assert.Empty(FrameSequences.Search(TwoSeries()).Remarks);
    }

    [Fact]
    public void ChannelsAndPlanesAreNeverTakenForTime()
    {
        var path = Hyperstack();
        var message = Refusal(path);
        Assert.Contains("2 channels: 0 to 1", message, StringComparison.Ordinal);
        Assert.Contains("--channel", message, StringComparison.Ordinal);
        message = Refusal(path, new SequenceOptions { Channel = 0 });
        Assert.Contains("3 focal planes: 0 to 2", message, StringComparison.Ordinal);
        Assert.Contains("--plane", message, StringComparison.Ordinal);
        Assert.Contains("--axes", message, StringComparison.Ordinal);
        Assert.Contains(
            "focal planes",
            Refusal(DescribedStack.Write(_folder["z.tif"], 3, "ImageJ=1.54f\nimages=3\nslices=3")),
            StringComparison.Ordinal
        );
        var one = FrameSequences.Find(_folder["z.tif"], new SequenceOptions { Plane = 1 });
        Assert.Equal([1], Assert.Single(one).Frames.Select(f => f.Page));
    }

    [Fact]
    public void ChannelsAreListedWithTheirNames()
    {
        var path = DescribedStack.Write(
            _folder["c.ome.tif"],
            2,
            DescribedStack.Ome(
                "SizeT='1' SizeZ='1' SizeC='2' DimensionOrder='XYCZT'",
                "<Channel Name='phase'/><Channel Name='GFP'/><TiffData/>"
            )
        );
        Assert.Contains("0 (phase), 1 (GFP)", Refusal(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 3)]
    public void AChoiceThatIsNotThereIsRefused(int channel, int plane) =>
        Assert.Contains(
            "it has no",
            Refusal(Hyperstack(), new SequenceOptions { Channel = channel, Plane = plane }),
            StringComparison.Ordinal
        );

    [Fact]
    public void NothingCountsFromBelowZero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceOptions { Channel = -1 });
        Assert.Contains(
            "it has no focal plane -1; it has",
            Refusal(Hyperstack(), new SequenceOptions { Channel = 0, Plane = -1 }),
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequenceOptions { Series = -1 });
    }

    [Fact]
    public void MetadataThatLieGiveWayToTheUser()
    {
        var path = DescribedStack.Write(_folder["z.tif"], 3, "ImageJ=1.54f\nimages=3\nslices=3");
        Assert.Equal(
            [0, 1, 2],
            Assert.Single(FrameSequences.Find(path, new SequenceOptions { AxisOrder = "T" })).Frames.Select(f => f.Page)
        );
    }

    [Fact]
    public void EverySeriesIsASequenceUnlessOneIsChosen()
    {
        var path = TwoSeries();
        var sequences = FrameSequences.Find(path);
        Assert.Equal(["two.ome/series0", "two.ome/series1"], sequences.Select(s => s.Name));
        Assert.Equal([2, 3, 0, 1], sequences.SelectMany(s => s.Frames).Select(f => f.Page));
        Assert.Equal("two.ome/series1", Assert.Single(FrameSequences.Find(_folder.Path, new SequenceOptions { Series = 1 })).Name);
        Assert.Contains("2 series: 0 to 1", Refusal(path, new SequenceOptions { Series = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void FilesOfOnePageAreTakenWhateverTheirMetadataSay()
    {
        DescribedStack.Write(_folder["t0.tif"], 1, "<OME broken");
        DescribedStack.Write(_folder["t1.tif"], 1, "ImageJ=1.54f\nimages=4\nchannels=4");
        var sequence = Assert.Single(FrameSequences.Find(_folder.Path, new SequenceOptions { Channel = 7, AxisOrder = "TC2" }));
        Assert.Equal(2, sequence.Frames.Count);
        Assert.Null(sequence.Layout);
    }

    [Theory]
    [InlineData("ImageJ=1.54f\nimages=8\nframes=8")]
    [InlineData("<OME><Image><Pixels SizeT='8' SizeZ='1' SizeC='1' DimensionOrder='XYCZT'><TiffData/></Pixels></Image></OME>")]
    [InlineData("""{"axes": "TYX", "shape": [8, 16, 16]}""")]
    [InlineData(
        "<OME><Image><Pixels SizeT='8' SizeZ='1' SizeC='1' DimensionOrder='XYCZT'><TiffData IFD='0' PlaneCount='8'/></Pixels></Image></OME>"
    )]
    public void OfAStackThatBreaksOffTheFramesThatAreLostFailWhenRead(string description)
    {
        DescribedStack.Write(_folder["movie.tif"], 8, description);
        var bytes = File.ReadAllBytes(_folder["movie.tif"]);
        File.WriteAllBytes(_folder["movie.tif"], bytes[..(bytes.Length / 2)]);
        var sequence = Assert.Single(FrameSequences.Find(_folder["movie.tif"]));
        Assert.Equal(8, sequence.Frames.Count);
        Assert.Equal(1, FrameFile.Read(_folder["movie.tif"], sequence.Frames[1].Page).Counts[0]);
        Assert.All(sequence.Frames.Skip(4), f => Assert.Throws<FrameFormatException>(() => FrameFile.Read(f.Path, f.Page)));
    }
}
