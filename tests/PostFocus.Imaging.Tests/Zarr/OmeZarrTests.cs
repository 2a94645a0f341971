using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Zarr;

public sealed class OmeZarrTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Refusal(string folder) => Assert.Throws<FrameFormatException>(() => StackReader.Read(folder)).Message;

    /// <summary>The number that a plane of these images is filled with is its page.</summary>
    private static void AssertPages(int[] pages, FrameSequence sequence)
    {
        Assert.Equal(pages, sequence.Frames.Select(f => f.Page));
        Assert.Equal(pages, sequence.Frames.Select(f => (int)FrameFile.Read(f.Path, f.Page).Counts[0]));
    }

    [Fact]
    public void AxesScalesUnitsAndChannelsAreTaken()
    {
        var folder = RawZarr.Image(
            _folder["a.ome.zarr"],
            [3, 2, 4],
            RawZarr.FiveAxes,
            """, "omero": {"channels": [{"label": "phase"}, {"label": "GFP"}]}"""
        );
        var layout = Assert.Single(StackReader.Read(folder));
        Assert.Equal((3, 4, 2), (layout.Frames, layout.Planes, layout.Channels));
        Assert.Equal(["phase", "GFP"], layout.ChannelNames);
        Assert.Equal(0.65, layout.PixelSizeMicrons!.Value, 9);
        Assert.Equal(0.65, layout.PixelHeightMicrons!.Value, 9);
        Assert.Equal(1.5, layout.PlaneSpacingMicrons!.Value, 9);
        Assert.Equal(300, layout.FrameIntervalSeconds!.Value, 9);
        Assert.Equal("24 pages: T=3, Z=4, C=2 (OME-Zarr metadata), 0.65 µm/pixel, 300 s", layout.Description);
        Assert.Equal(folder, layout.Path);
        AssertPages([7, 15, 23], Assert.Single(FrameSequences.Find(folder, new SequenceOptions { Channel = 1, Plane = 3 })));
    }

    [Fact]
    public void InstantsOfWhichNothingWasWrittenAreNotThere()
    {
        var folder = RawZarr.Image(_folder["a.zarr"], [6, 2, 1], RawZarr.FiveAxes);
        // Instant 1 was dropped, 3 lacks channel 1, and the acquisition ended within instant 4.
        foreach (var chunk in new[] { "1.0", "1.1", "3.1", "4.1", "5.0", "5.1" })
            File.Delete(Path.Combine(folder, "0", chunk + ".0.0.0"));
        AssertPages([0, 4, 6, 8], Of(0));
        Assert.Equal([0, 2, 3, 4], Of(0).Indices);
        AssertPages([1, 5], Of(1));
        Assert.Equal([0, 2], Of(1).Indices);
        Assert.Contains("ended after 5 of 6 instants; 3 of 5 instants are missing", Of(0).Description, StringComparison.Ordinal);

        FrameSequence Of(int channel) => Assert.Single(FrameSequences.Find(folder, new SequenceOptions { Channel = channel }));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void NumbersThatJsonDoesNotHaveAreReadAsPythonWritesThem(string number)
    {
        var folder = RawZarr.Image(
            _folder["a.zarr"],
            [3, 1, 1],
            RawZarr.FiveAxes.Replace("1.5,", $"{number},", StringComparison.Ordinal),
            $$$""", "omero": {"channels": [{"label": "a \"{{{number}}}, {{{number}}}", "window": {"max":{{{number}}},"min":[{{{number}}}]}}]}"""
        );
        var layout = Assert.Single(StackReader.Read(folder));
        Assert.Equal([$"a \"{number}, {number}"], layout.ChannelNames);
        Assert.Equal((null, 0.65), (layout.PlaneSpacingMicrons, Math.Round(layout.PixelSizeMicrons!.Value, 9)));
        File.WriteAllText(Path.Combine(folder, ".zattrs"), "{\"multiscales\": " + number + "x}");
        Assert.Contains("not valid JSON", Refusal(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void Version5HasItsMetadataInZarrJson()
    {
        Directory.CreateDirectory(_folder["a.zarr/0"]);
        CopyOf(GoldenFile.Find("zarr3", "shards"), _folder["a.zarr/0"]);
        File.WriteAllText(
            _folder["a.zarr/zarr.json"],
            """
            {"zarr_format": 3, "node_type": "group", "attributes": {"ome": {"version": "0.5", "multiscales": [{
             "axes": [{"name": "t", "type": "time", "unit": "second"}, {"name": "y", "type": "space"}, {"name": "x", "type": "space", "unit": "micrometer"}],
             "datasets": [{"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [60, 0.5, 0.5]}]}]}]}}}
            """
        );
        var sequence = Assert.Single(FrameSequences.Find(_folder["a.zarr"]));
        Assert.Equal("3 pages: T=3 (OME-Zarr metadata), 0.5 µm/pixel, 60 s", sequence.Layout!.Description);
        Assert.Null(sequence.Layout.PixelHeightMicrons);
        Assert.Equal([0, 1000, 2000], sequence.Frames.Select(f => FrameFile.Read(f.Path, f.Page).Counts[0]));
    }

    [Fact]
    public void BeforeVersion3TheAxesWereAlwaysTheSame()
    {
        Assert.Equal((3, 1, 2), Sizes("""{"version": "0.1", "datasets": [{"path": "0"}]}"""));
        Assert.Equal((2, 3, 1), Sizes("""{"version": "0.3", "axes": ["z", "t", "c", "y", "x"], "datasets": [{"path": "0"}]}"""));

        (int, int, int) Sizes(string multiscales)
        {
            var layout = Assert.Single(StackReader.Read(RawZarr.Image(_folder["a"], [3, 2, 1], multiscales)));
            return (layout.Frames, layout.Planes, layout.Channels);
        }
    }

    [Fact]
    public void AxesOfSpaceMayHaveAnyName()
    {
        var folder = RawZarr.Image(
            _folder["a"],
            [3],
            """
            {"axes": [{"name": "depth", "type": "space"}, {"name": "row", "type": "space"}, {"name": "column", "type": "space"}], "datasets": [{"path": "0"}]}
            """
        );
        Assert.Equal(3, Assert.Single(StackReader.Read(folder)).Planes);
    }

    [Fact]
    public void AxesOfSpaceInAnotherOrderAreRefused()
    {
        var folder = RawZarr.Image(
            _folder["a"],
            [3],
            """
            {"axes": [{"name": "t", "type": "time"}, {"name": "x", "type": "space"}, {"name": "y", "type": "space"}], "datasets": [{"path": "0"}]}
            """
        );
        Assert.Contains(
            "its axes are t, x, y, where the last two must be y and x. Write the image again",
            Refusal(folder),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ChannelsAndPlanesAreNeverTakenForTime()
    {
        var folder = RawZarr.Image(_folder["a"], [3, 2, 4], RawZarr.FiveAxes);
        var error = Assert.Throws<FrameFormatException>(() => FrameSequences.Find(folder));
        Assert.Contains("2 channels: 0 to 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(folder, error.Path);
        AssertPages([.. Enumerable.Range(0, 24)], Assert.Single(FrameSequences.Find(folder, new SequenceOptions { AxisOrder = "T" })));
        AssertPages(
            [4, 12, 20],
            Assert.Single(
                FrameSequences.Find(
                    folder,
                    new SequenceOptions
                    {
                        AxisOrder = "TC2Z4",
                        Channel = 1,
                        Plane = 0,
                    }
                )
            )
        );
    }

    [Fact]
    public void AnArrayByItselfNamesItsAxesOrIsTime()
    {
        Assert.Equal(
            "3 pages: T=3 (taken as time: the Zarr array does not name its axes)",
            Assert.Single(StackReader.Read(RawZarr.Array(_folder["t"], [1, 3]))).Description
        );
        Assert.Equal(
            "1 page: T=1 (taken as time: the Zarr array does not name its axes)",
            Assert.Single(StackReader.Read(RawZarr.Array(_folder["one"], []))).Description
        );
        var message = Refusal(RawZarr.Array(_folder["tz"], [3, 2]));
        Assert.Contains("3 × 2 × 16 × 20", message, StringComparison.Ordinal);
        Assert.Contains("--axes", message, StringComparison.Ordinal);
        AssertPages([1, 3, 5], Assert.Single(FrameSequences.Find(_folder["tz"], new SequenceOptions { AxisOrder = "TZ2", Plane = 1 })));
        File.WriteAllText(_folder["tz/.zattrs"], """{"_ARRAY_DIMENSIONS": ["z", "time", "y", "x"]}""");
        Assert.Equal("6 pages: T=2, Z=3 (Zarr dimension names)", Assert.Single(StackReader.Read(_folder["tz"])).Description);
        File.WriteAllText(_folder["t/.zattrs"], """{"_ARRAY_DIMENSIONS": ["t", "t", "y", "x"]}""");
        Assert.Equal("3 pages: T=3 (Zarr dimension names)", Assert.Single(StackReader.Read(_folder["t"])).Description);
        File.WriteAllText(_folder["t/.zattrs"], """{"_ARRAY_DIMENSIONS": [null, null, null, null]}""");
        Assert.Contains("does not name", Assert.Single(StackReader.Read(_folder["t"])).Note!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["angle", "t", "y", "x"]""", "along angle")]
    [InlineData("""["t", "t", "y", "x"]""", "along t, t")]
    [InlineData("""["z", "t", "x", "y"]""", "last two must be y and x")]
    [InlineData("""["t", "y", "x", "c"]""", "last two must be y and x")]
    [InlineData("""["t", "y", "x"]""", "name 3 axes")]
    public void AxesThatAreNoFramesAreRefused(string names, string reason)
    {
        RawZarr.Array(_folder["a"], [3, 2]);
        File.WriteAllText(_folder["a/.zattrs"], $$"""{"_ARRAY_DIMENSIONS": {{names}}}""");
        Assert.Contains(reason, Refusal(_folder["a"]), StringComparison.Ordinal);
    }

    [Fact]
    public void ImagesInFoldersAreSequencesNamedWithoutTheirExtension()
    {
        const string time =
            """{"axes": [{"name": "t", "type": "time"}, {"name": "y", "type": "space"}, {"name": "x", "type": "space"}], "datasets": [{"path": "0"}]}""";
        RawZarr.Image(_folder["in/w10.ome.zarr"], [3], time);
        RawZarr.Image(_folder["in/w9.zarr"], [2], time);
        RawZarr.Image(_folder["in/any name"], [2], time);
        RawZarr.Image(_folder["in/w9.zarr/labels/cells"], [2], time, """, "image-label": {}""");
        FrameFile.WriteTiff(_folder["in/t0.tif"], [TestFrames.Random(16, 16, PixelType.UInt8)]);
        Assert.Equal(["any name", "in", "w9", "w10"], FrameSequences.Find(_folder["in"]).Select(s => s.Name));
        Assert.Equal("w10", Assert.Single(FrameSequences.Find(_folder["in/w10.ome.zarr"] + "/")).Name);
        Assert.All(
            FrameSequences.Find(_folder["in"]).Where(s => s.Layout is not null),
            s => AssertPages([.. Enumerable.Range(0, s.Layout!.Frames)], s)
        );
    }

    [Fact]
    public void TheFieldsOfAPlateAreSequences()
    {
        const string time =
            """{"axes": [{"name": "t", "type": "time"}, {"name": "y", "type": "space"}, {"name": "x", "type": "space"}], "datasets": [{"path": "0"}]}""";
        RawZarr.Group(_folder["plate.zarr"], """{"plate": {"wells": [{"path": "A/1"}, {"path": "B/2"}]}, "bioformats2raw.layout": 3}""");
        foreach (var well in new[] { "A/1", "B/2" })
        {
            RawZarr.Group(_folder[$"plate.zarr/{well}"], """{"well": {"images": [{"path": "0"}, {"path": "1"}]}}""");
            foreach (var field in new[] { "0", "1" })
                RawZarr.Image(_folder[$"plate.zarr/{well}/{field}"], [2], time);
        }
        RawZarr.Group(_folder["plate.zarr/A/1/0/labels"], """{"labels": ["cells"]}""");
        RawZarr.Image(_folder["plate.zarr/A/1/0/labels/cells"], [2], time);
        Assert.Equal(["A/1/0", "A/1/1", "B/2/0", "B/2/1"], FrameSequences.Find(_folder["plate.zarr"]).Select(s => s.Name));
        Assert.Equal(["plate/A/1/0", "plate/A/1/1", "plate/B/2/0", "plate/B/2/1"], FrameSequences.Find(_folder.Path).Select(s => s.Name));
        Assert.Contains(
            "sub-folder",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["plate.zarr"])).Reason,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SeveralImagesAreSeries(bool listed)
    {
        RawZarr.Group(_folder["a.zarr"], """{"bioformats2raw.layout": 3}""");
        foreach (var (image, frames) in new[] { ("0", 2), ("1", 3) })
            RawZarr.Image(_folder[$"a.zarr/{image}"], [frames, 1, 1], RawZarr.FiveAxes);
        if (listed)
            RawZarr.Group(_folder["a.zarr/OME"], """{"series": ["1", "0"]}""");
        var sequences = FrameSequences.Find(_folder["a.zarr"]);
        Assert.Equal(["a/series0", "a/series1"], sequences.Select(s => s.Name));
        Assert.Equal(listed ? [3, 2] : [2, 3], sequences.Select(s => s.Frames.Count));
        Assert.Equal(Path.Combine(_folder["a.zarr"], listed ? "0" : "1"), sequences[1].Frames[0].Path);
        Assert.Equal("a/series1", Assert.Single(FrameSequences.Find(_folder.Path, new SequenceOptions { Series = 1 })).Name);
        AssertPages([.. Enumerable.Range(0, sequences[1].Frames.Count)], sequences[1]);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc")]
    [InlineData("0/../../secret")]
    [InlineData("..\\\\secret")]
    [InlineData("C:/secret")]
    [InlineData("")]
    public void ADatasetOutsideOfTheImageIsRefused(string path)
    {
        RawZarr.Array(_folder["secret"], [1]);
        RawZarr.Image(_folder["a"], [1], $$"""{"axes": ["t", "y", "x"], "datasets": [{"path": "{{path}}"}]}""");
        Assert.Contains("none inside", Refusal(_folder["a"]), StringComparison.Ordinal);
    }

    [Fact]
    public void MetadataThatAreNoneAreNamed()
    {
        var broken = RawZarr.Group(_folder["broken"], "{\"multiscales\": [");
        Assert.Contains("not valid JSON", Refusal(broken), StringComparison.Ordinal);
        RawZarr.Group(_folder["deep"], new string('[', 1000) + new string(']', 1000));
        Assert.Contains("not valid JSON", Refusal(_folder["deep"]), StringComparison.Ordinal);
        RawZarr.Group(_folder["empty"], """{"multiscales": [{}]}""");
        Assert.Contains("no dataset", Refusal(_folder["empty"]), StringComparison.Ordinal);
        RawZarr.Group(_folder["lost"], """{"multiscales": [{"datasets": [{"path": "0"}]}]}""");
        Assert.Contains("no Zarr array", Refusal(_folder["lost"]), StringComparison.Ordinal);
        RawZarr.Group(_folder["long"], "\"" + new string('a', 17 << 20) + "\"");
        Assert.Contains("more than the 16777216", Refusal(_folder["long"]), StringComparison.Ordinal);
        Assert.Contains(
            "no frame files",
            Assert.Throws<FrameFormatException>(() => FrameSequences.Find(RawZarr.Group(_folder["none"], "{}"))).Message,
            StringComparison.Ordinal
        );
    }

    private static void CopyOf(string source, string target)
    {
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
