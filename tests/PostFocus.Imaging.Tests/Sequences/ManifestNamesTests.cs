using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences;

/// <summary>A manifest names sequences and files; it leads nowhere, and names nothing twice.</summary>
public sealed class ManifestNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../evil")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("/evil")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a/./b")]
    [InlineData("a/../b")]
    [InlineData("a/.. /b")]
    [InlineData("a\\b")]
    [InlineData("\\\\host\\share")]
    [InlineData("C:evil")]
    [InlineData("c:/evil")]
    [InlineData("a\0b")]
    public void ASequenceThatIsAPathIsRefusedByLine(string sequence) =>
        Assert.Contains("line 3: sequence ", Refused("t0.tif,a", $"t1.tif,{sequence}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("BLOCK/WELL")]
    [InlineData("..a")]
    [InlineData("well 1.2")]
    [InlineData("pos:1")]
    public void OtherNamesAreTaken(string sequence) => Assert.Equal(sequence, Manifest.Read(Write($"t0.tif,{sequence}"))[0].Sequence);

    [Theory]
    [InlineData("t0.tif")]
    [InlineData("./t0.tif")]
    [InlineData("x/../t0.tif")]
    [InlineData("file.tif")]
    [InlineData("folder/t0.tif")]
    public void AFileThatIsNamedTwiceIsRefusedWithBothLines(string again)
    {
        File.WriteAllText(_folder["t0.tif"], "");
        File.CreateSymbolicLink(_folder["file.tif"], "t0.tif");
        Directory.CreateSymbolicLink(_folder["folder"], ".");
        var message = Refused("t0.tif,a", "t1.tif,a", $"{again},b");
        Assert.Contains("line 4 names", message, StringComparison.Ordinal);
        Assert.Contains("line 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderWithATruthIsSaidToBeADataSet()
    {
        FrameFile.WriteTiff(_folder["set/frames/t0.tif"], [new Frame(2, 2, [0, 1, 2, 3], PixelType.UInt8)]);
        Assert.Empty(FrameSequences.Search(_folder["set"]).Remarks);
        File.WriteAllText(_folder["set/truth.csv"], "path\nframes/t0.tif\n");
        Assert.Contains("is a data set", Assert.Single(FrameSequences.Search(_folder["set"]).Remarks), StringComparison.Ordinal);
        Assert.Empty(FrameSequences.Search(_folder["set/truth.csv"]).Remarks);
    }

    [Fact]
    public void StacksOfWhichOnePageIsTakenAreSaid()
    {
        var frame = TestFrames.Random(4, 4, PixelType.UInt8);
        FrameFile.WriteTiff(_folder["t0.tif"], [frame]);
        Assert.Empty(FrameSequences.Search(Write("t0.tif,a")).Remarks);
        FrameFile.WriteTiff(_folder["t1.tif"], [frame, frame, frame]);
        var remark = Assert.Single(FrameSequences.Search(Write("t0.tif,a", "t1.tif,a")).Remarks);
        Assert.Contains("t1.tif has 3 pages", remark, StringComparison.Ordinal);
        Assert.DoesNotContain("t0.tif", remark, StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnThatIsThereTwiceIsRefusedByName()
    {
        var manifest = _folder["m.csv"];
        File.WriteAllLines(manifest, ["path,frame,note,note, Frame", "t0.tif,0,,,1"]);
        var message = Assert.Throws<FrameFormatException>(() => Manifest.Read(manifest)).Message;
        Assert.Contains("the column 'frame' more than once", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AReferenceMayBeNamedOften()
    {
        var manifest = _folder["m.csv"];
        File.WriteAllLines(manifest, ["path,reference_path", "t0.tif,r.tif", "t1.tif,r.tif", "r.tif,r.tif"]);
        Assert.Equal(3, Manifest.Read(manifest).Count);
    }

    private string Refused(params string[] rows) => Assert.Throws<FrameFormatException>(() => Manifest.Read(Write(rows))).Message;

    private string Write(params string[] rows)
    {
        var manifest = _folder["m.csv"];
        File.WriteAllLines(manifest, ["path,sequence", .. rows]);
        return manifest;
    }
}
