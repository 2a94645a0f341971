using System.Text;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Tests;

public sealed class RunStackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Two channels an instant: the first alternates, the second is bright where the first is dark.</summary>
    private Frame[] WriteTwoChannels()
    {
        Frame[] pages = [.. Enumerable.Range(0, 8).Select(i => (i / 2 + i) % 2 == 0 ? TestFrames.Dark(i) : TestFrames.Bright(i))];
        FrameFile.WriteTiff(_folder["in/video.tif"], pages);
        return pages;
    }

    private int[] ChangedPages(Frame[] pages) =>
        [
            .. Enumerable
                .Range(0, pages.Length)
                .Where(i => !pages[i].Counts.SequenceEqual(FrameFile.Read(_folder["out/video.tif"], i).Counts)),
        ];

    [Fact]
    public async Task OnlyTheChosenChannelIsRestoredAndTheOtherStaysAsItIs()
    {
        var pages = WriteTwoChannels();
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], "--axes", "TC2", "--channel", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("video: 8 pages: T=4, C=2 (as asked); channel 1 taken", run.Output, StringComparison.Ordinal);
        Assert.Contains("4 frames, 2 out of focus, 2 restored", run.Output, StringComparison.Ordinal);
        Assert.Equal([1, 5], ChangedPages(pages));
        Assert.Equal(["1", "3", "5", "7"], new FramesTable(_folder["out"])["page"]);
    }

    [Fact]
    public async Task AStackThatNeedsAChoiceIsAnErrorAndTheOthersAreDone()
    {
        WriteTwoChannels();
        FrameFile.WriteTiff(_folder["in/good.tif"], TestFrames.Alternating(4));
        AppendDescription(_folder["in/video.tif"], "ImageJ=1.54f\nimages=8\nframes=4\nchannels=2");
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains(
            "it has 2 channels",
            Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        Assert.Contains("4 frames, 2 out of focus, 2 restored", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["out/good.tif"]));
        Assert.Equal(File.ReadAllBytes(_folder["in/video.tif"]), File.ReadAllBytes(_folder["out/video.tif"]));
    }

    [Fact]
    public async Task PagesOfSeveralPixelTypesAreSaid()
    {
        FrameFile.WriteTiff(_folder["in/video.tif"], [.. TestFrames.Alternating(4), .. TestFrames.Alternating(2, PixelType.UInt8)]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var size = $"{TestFrames.Height} × {TestFrames.Width}";
        Assert.Contains(
            $"video: its frames differ in size (height × width) or pixel type, and each kind was taken as a video of its own: 4 of {size} UInt16, 2 of {size} UInt8.",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task EverySeriesOfAFileIsRestoredIntoOneResult()
    {
        var pages = TestFrames.Alternating(4);
        FrameFile.WriteTiff(_folder["in/video.tif"], pages);
        AppendDescription(_folder["in/video.tif"], $"<OME>{Image(0)}{Image(2)}</OME>");
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("video/series1: series 1 of 2, 2 pages: T=2 (OME metadata)", run.Output, StringComparison.Ordinal);
        Assert.Equal([1, 3], ChangedPages(pages));

        Directory.Delete(_folder["out"], recursive: true);
        Assert.Equal(0, (await Postfocus.Restore(_folder["in"], _folder["out"], "--series", "1")).ExitCode);
        Assert.Equal([3], ChangedPages(pages));

        static string Image(int page) =>
            $"<Image><Pixels SizeT='2' SizeZ='1' SizeC='1' DimensionOrder='XYCZT'><TiffData IFD='{page}' PlaneCount='2'/></Pixels></Image>";
    }

    /// <summary>Four instants of two channels, a file each, and the metadata in a file beside them.</summary>
    private void WriteSet()
    {
        var data = "";
        var frames = TestFrames.Alternating(4);
        for (var t = 0; t < 4; t++)
        {
            for (var c = 0; c < 2; c++)
            {
                var name = $"c{c}_t{t}.ome.tif";
                FrameFile.WriteTiff(_folder[$"in/set/{name}"], [frames[c == 0 ? 0 : t]]);
                AppendDescription(_folder[$"in/set/{name}"], "<OME><BinaryOnly MetadataFile='v.companion.ome' UUID='urn:uuid:9'/></OME>");
                data += $"<TiffData IFD='0' FirstT='{t}' FirstC='{c}'><UUID FileName='{name}'>urn:uuid:{t}{c}</UUID></TiffData>";
            }
        }
        File.WriteAllText(
            _folder["in/set/v.companion.ome"],
            $"<OME><Image><Pixels SizeT='4' SizeZ='1' SizeC='2' DimensionOrder='XYCZT'>{data}</Pixels></Image></OME>"
        );
    }

    [Fact]
    public async Task ASetOfWhichAChannelMustBeChosenIsInTheResultAsItIs()
    {
        WriteSet();
        FrameFile.WriteTiff(_folder["in/good.tif"], TestFrames.Alternating(4));
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.Contains("it has 2 channels", run.Error, StringComparison.Ordinal);
        Assert.Equal(TemporaryFolder.Hashes(_folder["in/set"]), TemporaryFolder.Hashes(_folder["out/set"]));
    }

    [Fact]
    public async Task TheCompanionAndTheOtherChannelsOfASetAreInTheResultSoThatItOpens()
    {
        WriteSet();
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], "--channel", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            Directory.GetFiles(_folder["in/set"]).Select(Path.GetFileName).Order(),
            Directory.GetFiles(_folder["out/set"]).Select(Path.GetFileName).Order()
        );
        Assert.All(
            ["c0_t1.ome.tif", "v.companion.ome"],
            name => Assert.Equal(File.ReadAllBytes(_folder[$"in/set/{name}"]), File.ReadAllBytes(_folder[$"out/set/{name}"]))
        );
        Assert.Equal(4, Assert.Single(FrameSequences.Find(_folder["out/set"], new SequenceOptions { Channel = 1 })).Frames.Count);
    }

    [Fact]
    public async Task SeveralChannelsWithoutAChoiceAreRefusedBeforeAnythingIsWritten()
    {
        WriteTwoChannels();
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], "--axes", "TC2");
        run.IsRefusedNaming("video.tif", "2 channels: 0 to 1", "--channel");
        Assert.False(Directory.Exists(_folder["out"]));
        (await Postfocus.Restore(_folder["in"], _folder["out"], "--axes", "TX")).IsRefusedNaming("'TX'", "TZ5C2");
    }

    [Fact]
    public async Task PagesWithoutMetadataAreTimeAndTheLogSaysSo()
    {
        FrameFile.WriteTiff(_folder["in/video.tif"], TestFrames.Alternating(2));
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Contains("video: 2 pages: T=2 (taken as time: no metadata name the axes)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesSayWhichSequenceAndInstantAFileIs()
    {
        var frames = TestFrames.Alternating(6);
        string[] names = ["A1_t1.tif", "A1_t2.tif", "A1_t12.tif", "B2_t1.tif", "B2_t2.tif", "B2_t3.tif"];
        foreach ((var name, var frame) in names.Zip(frames))
            FrameFile.WriteTiff(_folder[$"in/{name}"], [frame]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], "--names", "{well}_t{frame}");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["A1", "A1", "A1", "B2", "B2", "B2"], new FramesTable(_folder["out"])["sequence"]);
        Assert.Equal(["1", "2", "12", "1", "2", "3"], new FramesTable(_folder["out"])["frame"]);
        Assert.All(names, name => Assert.True(File.Exists(_folder[$"out/{name}"])));
    }

    [Fact]
    public async Task FilesOfOtherChannelsAndPlanesByTheirNamesAreInTheResultAsTheyAre()
    {
        foreach (var (t, frame) in TestFrames.Alternating(2).Index())
        foreach (var name in new[] { $"A1_w1_z0_t{t}", $"A1_w1_z1_t{t}", $"A1_w2_z0_t{t}" })
            FrameFile.WriteTiff(_folder[$"in/{name}.tif"], [frame]);
        var run = await Postfocus.Restore(
            _folder["in"],
            _folder["out"],
            ["--names", "{well}_w{channel}_z{plane}_t{frame}", "--channel", "1", "--plane", "0"]
        );
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["A1_w1_z0_t0.tif", "A1_w1_z0_t1.tif"], new FramesTable(_folder["out"])["file"]);
        var before = TemporaryFolder.Hashes(_folder["in"]);
        var after = TemporaryFolder.Hashes(_folder["out"]);
        Assert.Equal(6, before.Count);
        Assert.All(before, file => Assert.Equal(file.Key != "A1_w1_z0_t1.tif", file.Value == after[file.Key]));
    }

    [Fact]
    public async Task AWellOfATimingAssayIsASequence()
    {
        foreach (
            (var well, var t, var frame) in new[] { "imgNo7CH0", "imgNo8CH0" }.SelectMany(w =>
                TestFrames.Alternating(2).Select((f, i) => (w, i + 1, f))
            )
        )
            FrameFile.WriteTiff(_folder[$"in/B3/images/crops_8bit_s/{well}/{well}_t{t}.tif"], [frame]);
        Directory.CreateDirectory(_folder["in/B3/labels/TRACK/EZ/FRCNN-Fast/imgNo8"]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], "--timing", "tracked");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["B3/imgNo8", "B3/imgNo8"], new FramesTable(_folder["out"])["sequence"]);
        (await Postfocus.Restore(_folder["in"], _folder["out2"], "--timing", "all", "--names", "{frame}")).IsRefusedNaming(
            "--names",
            "--timing"
        );
    }

    [Fact]
    public async Task AManifestSaysWhatTheSequencesAre()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(4));
        string[] files =
        [
            .. Directory.GetFiles(_folder["in/a"]).Order(StringComparer.Ordinal).Select(f => Path.GetRelativePath(_folder["in"], f)),
        ];
        await File.WriteAllLinesAsync(
            _folder["in/m.csv"],
            ["path,sequence,frame", $"{files[0]},x,0", $"{files[1]},x,5", $"{files[2]},y,1", $"{files[3]},y,2"]
        );
        var run = await Postfocus.Restore(_folder["in/m.csv"], _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["x", "x", "y", "y"], new FramesTable(_folder["out"])["sequence"]);
        Assert.Equal(["0", "5", "1", "2"], new FramesTable(_folder["out"])["frame"]);
        Assert.All(files, f => Assert.True(File.Exists(_folder[$"out/{f}"])));
        await File.WriteAllLinesAsync(_folder["in/a/m.csv"], ["path", "../../elsewhere.tif"]);
        (await Postfocus.Restore(_folder["in/a/m.csv"], _folder["out2"])).IsRefusedNaming("elsewhere.tif", "outside");
    }

    [Fact]
    public async Task AFileWithDamagedMetadataIsNamedAndDoesNotStopTheOthers()
    {
        FrameFile.WriteTiff(_folder["in/a.tif"], TestFrames.Alternating(2));
        AppendDescription(_folder["in/a.tif"], "<OME><Image>");
        FrameFile.WriteTiff(_folder["in/b.tif"], TestFrames.Alternating(2));
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("a.tif, page 0: its OME-XML cannot be read", run.Error, StringComparison.Ordinal);
        Assert.Contains("b: 2 frames, 1 out of focus, 1 restored", run.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_folder["in/a.tif"]), File.ReadAllBytes(_folder["out/a.tif"]));
    }

    /// <summary>Gives the first page of a little-endian file a description: a copy of its directory, one tag longer, at the end.</summary>
    private static void AppendDescription(string path, string text)
    {
        byte[] bytes = File.ReadAllBytes(path),
            description = Encoding.UTF8.GetBytes(text + '\0');
        int at = (int)BitConverter.ToUInt32(bytes, 4),
            tags = BitConverter.ToUInt16(bytes, at);
        byte[] table = bytes[(at + 2)..(at + 2 + 12 * tags)],
            next = bytes[(at + 2 + 12 * tags)..(at + 6 + 12 * tags)];
        var before = Enumerable.Range(0, tags).Count(i => BitConverter.ToUInt16(table, 12 * i) < 270);
        byte[] entry =
        [
            .. BitConverter.GetBytes((ushort)270),
            .. BitConverter.GetBytes((ushort)2),
            .. BitConverter.GetBytes(description.Length),
            .. BitConverter.GetBytes(bytes.Length),
        ];
        var padding = new byte[(bytes.Length + description.Length) % 2];
        BitConverter.GetBytes(bytes.Length + description.Length + padding.Length).CopyTo(bytes, 4);
        File.WriteAllBytes(
            path,
            [
                .. bytes,
                .. description,
                .. padding,
                .. BitConverter.GetBytes((ushort)(tags + 1)),
                .. table[..(12 * before)],
                .. entry,
                .. table[(12 * before)..],
                .. next,
            ]
        );
    }
}
