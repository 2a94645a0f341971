using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;
using static PostFocus.Imaging.Tests.Helpers.TaggedTiff;

namespace PostFocus.Imaging.Tests.Stacks;

/// <summary>Pages that Micro-Manager notes something with (tag 51123): NDTiff, and its own stacks.</summary>
public sealed class MicroManagerStackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string name, IEnumerable<string> notes, int first = 0)
    {
        File.WriteAllBytes(_folder[name], TaggedTiff.Bytes([.. notes.Select((json, i) => Filled(first + i, Text(51123, json)))]));
        return _folder[name];
    }

    private StackLayout Read(params string[] notes) => Assert.Single(StackReader.Read(Write("run.tif", notes)));

    private static string Axes(string axes, string more = "") => $$"""{"Axes":{{{axes}}}{{more}}}""";

    private static int[] Values(FrameSequence sequence) => [.. sequence.Frames.Select(f => (int)FrameFile.Read(f.Path, f.Page).Counts[0])];

    [Fact]
    public void EveryPageSaysItsInstantPlaneAndChannel()
    {
        var path = Write(
            "run.tif",
            from t in Enumerable.Range(0, 3)
            from c in new[] { "Phase", "GFP" }
            from z in new[] { -1, 0 }
            select Axes($"\"z\":{z},\"channel\":\"{c}\",\"time\":{t}", $$""","PixelSizeUm":0.65,"ElapsedTime-ms":{{t * 3000 + 5}}""")
        );
        var layout = Assert.Single(StackReader.Read(path));
        Assert.Equal("12 pages: T=3, Z=2, C=2 (Micro-Manager metadata), 0.65 µm/pixel, 3 s", layout.Description);
        Assert.Equal(["Phase", "GFP"], layout.ChannelNames);
        Assert.Equal([3, 7, 11], Values(Assert.Single(FrameSequences.Find(path, new SequenceOptions { Channel = 1, Plane = 1 }))));
    }

    [Fact]
    public void NumbersMayBeWordsAndComeInAnyOrder()
    {
        var layout = Read([.. new[] { 10, 9, 2 }.Select(t => Axes($"\"time\":\"{t}\""))]);
        Assert.Equal([2, 9, 10], Enumerable.Range(0, layout.Frames).Where(t => layout.Has(t)));
        Assert.Equal([2, 1, 0], new[] { 2, 9, 10 }.Select(t => layout.Location(t).Page));
        Assert.Equal(["a", "b"], Read(Axes("\"channel\":\"a\""), Axes("\"channel\":\"b\"")).ChannelNames);
        Assert.Equal([1, 0], new[] { 0, 1 }.Select(c => Read(Axes("\"channel\":10"), Axes("\"channel\":9")).Location(0, 0, c).Page));
    }

    [Fact]
    public void OtherAxesAreSeries()
    {
        var path = Write("run.tif", from t in new[] { 0, 1 } from p in new[] { 10, 9 } select Axes($"\"time\":{t},\"position\":{p}"));
        var sequences = FrameSequences.Find(path);
        Assert.Equal(["run/series0", "run/series1"], sequences.Select(s => s.Name));
        Assert.Equal([1, 3], Values(sequences[0]));
        Assert.Equal([0, 2], Values(sequences[1]));
    }

    [Fact]
    public void ItsOwnStacksSayItInOtherWords()
    {
        var path = Write(
            "run_MMStack.tif",
            from t in new[] { 0, 1 }
            from c in new[] { 0, 1 }
            select $$"""{"FrameIndex":{{t}},"SliceIndex":0,"ChannelIndex":{{c}},"PositionIndex":0,"Channel":"c{{c}}","ElapsedTime-ms":NaN}"""
        );
        var layout = Assert.Single(StackReader.Read(path));
        Assert.Equal((2, 1, 2), (layout.Frames, layout.Planes, layout.Channels));
        Assert.Equal(["c0", "c1"], layout.ChannelNames);
        Assert.Equal([1, 3], Values(Assert.Single(FrameSequences.Find(path, new SequenceOptions { Channel = 1 }))));
    }

    [Fact]
    public void PartsOfOneAcquisitionAreOneSequenceWhicheverIsNamed()
    {
        string[] parts =
        [
            Write("run.tif", [Axes("\"time\":0"), Axes("\"time\":1")]),
            Write("run_1.tif", [Axes("\"time\":2"), Axes("\"time\":3")], 2),
            Write("run_2.tif", [Axes("\"time\":4")], 4),
        ];
        Write("other_1.tif", [Axes("\"time\":0"), Axes("\"time\":1")], 50);
        Assert.All(parts, part => Assert.Equal([0, 1, 2, 3, 4], Values(Assert.Single(FrameSequences.Find(part)))));
        Assert.Equal(["other_1", "run"], FrameSequences.Find(_folder.Path).Select(s => s.Name));
    }

    [Fact]
    public void FilesOfLikeNamesThatTellOfTheSamePlanesAreApart()
    {
        Write("run.tif", [Axes("\"time\":0"), Axes("\"time\":1")]);
        Write("run_1.tif", [Axes("\"time\":0"), Axes("\"time\":1")], 10);
        Assert.Equal(
            [
                [0, 1],
                [10, 11],
            ],
            FrameSequences.Find(_folder.Path).Select(Values)
        );
    }

    [Fact]
    public void AnInstantThatWasNotRecordedLeavesAGap()
    {
        var path = Write("run.tif", new[] { 1, 2, 5 }.Select(t => Axes($"\"time\":{t}")));
        var sequence = Assert.Single(FrameSequences.Find(path));
        Assert.Equal([1, 2, 5], sequence.Indices);
        Assert.Contains("3 of 6 instants are missing", sequence.Layout!.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"Axes":{}}""")]
    [InlineData("""{"Axes":{"time":0.5}}""")]
    [InlineData("""{"Axes":{"time":[1]}}""")]
    [InlineData("""{"Axes":{"\ud800":1}}""")]
    [InlineData("""{"Axes":{"time":"\ud800"}}""")]
    public void NotesThatCannotBeUnderstoodAreSaid(string notes)
    {
        var layout = Read(Axes("\"time\":0"), notes);
        Assert.Equal(2, layout.Frames);
        Assert.Contains("51123", layout.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoPagesForOnePlaneAreRefused() =>
        Assert.Contains(
            "pages 0 and 1 for the same plane",
            Assert.Throws<FrameFormatException>(() => Read(Axes("\"time\":1"), Axes("\"time\":1"))).Reason,
            StringComparison.Ordinal
        );
}
