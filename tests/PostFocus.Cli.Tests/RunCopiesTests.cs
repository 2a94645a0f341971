using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

/// <summary>Files that cannot be used are in the result byte for byte, however the frames were found.</summary>
public sealed class RunCopiesTests : IDisposable
{
    private static readonly string[] s_unreadable = ["f_t4.tif", "f_t5.tif", "f_t6.tif", "f_t7.tif"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Four good frames; an empty file, one of another kind, one that is cut off, one whose pages run in a circle.</summary>
    private void WriteGoodAndBad()
    {
        var frames = TestFrames.Alternating(8);
        for (var i = 0; i < frames.Length; i++)
            FrameFile.WriteTiff(_folder[$"in/f_t{i}.tif"], [frames[i]]);
        File.WriteAllBytes(_folder["in/f_t4.tif"], []);
        File.WriteAllText(_folder["in/f_t5.tif"], "no picture");
        TestFrames.Truncate(_folder["in/f_t6.tif"]);
        PagesInACircle(_folder["in/f_t7.tif"]);
    }

    /// <summary>Lets the first directory of a little-endian TIFF name itself as the next.</summary>
    private static void PagesInACircle(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var first = BitConverter.ToInt32(bytes, 4);
        var next = first + 2 + 12 * BitConverter.ToUInt16(bytes, first);
        BitConverter.GetBytes(first).CopyTo(bytes, next);
        File.WriteAllBytes(path, bytes);
    }

    private void AreCopied(params string[] names)
    {
        SortedDictionary<string, string> recorded = TemporaryFolder.Hashes(_folder["in"]),
            results = TemporaryFolder.Hashes(_folder["out"]);
        Assert.All(names, name => Assert.Equal(recorded[name], results.GetValueOrDefault(name)));
        Assert.Equal(
            recorded.Keys.Where(name => name.EndsWith(".tif", StringComparison.Ordinal)),
            results.Keys.Where(name => name.EndsWith(".tif", StringComparison.Ordinal))
        );
        _folder.HoldsOnlyWholeFiles();
    }

    [Theory]
    [InlineData]
    [InlineData("--names", "f_t{frame}")]
    [InlineData("--names", "{well}_t{frame}.tif")]
    public async Task InAFolder(params string[] options)
    {
        WriteGoodAndBad();
        var run = await Postfocus.Restore(_folder["in"], _folder["out"], options);
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        Assert.All(s_unreadable, name => Assert.Contains(name, run.Error, StringComparison.Ordinal));
        Assert.Contains(
            "4 frames not usable: see the column error of frames.csv. They were copied as they are.",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(2, new FramesTable(_folder["out"])["restored"].Count(r => r == "true"));
        AreCopied(s_unreadable);
    }

    [Fact]
    public async Task InAManifest()
    {
        WriteGoodAndBad();
        File.WriteAllLines(_folder["in/m.csv"], ["path,sequence,frame", .. Enumerable.Range(0, 8).Select(i => $"f_t{i}.tif,a,{i}")]);
        var run = await Postfocus.Restore(_folder["in/m.csv"], _folder["out"]);
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        AreCopied(s_unreadable[..3]);
    }

    [Fact]
    public async Task NamedItself()
    {
        Directory.CreateDirectory(_folder["in"]);
        File.WriteAllText(_folder["in/text.tif"], "no picture");
        var run = await Postfocus.Restore(_folder["in/text.tif"], _folder["out"]);
        Assert.Equal(ExitCodes.SomeFilesFailed, run.ExitCode);
        AreCopied("text.tif");
    }

    [Fact]
    public async Task AFileThatIsMissingIsToldApart()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(3));
        File.WriteAllText(_folder["in/t2.tif"], "no picture");
        File.CreateSymbolicLink(_folder["in/t3.tif"], _folder["nowhere.tif"]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Contains("2 frames not usable", run.Output, StringComparison.Ordinal);
        Assert.Contains("They were copied as they are, but for 1 of which no copy could be made.", run.Output, StringComparison.Ordinal);
        Assert.Equal(["t0.tif", "t1.tif", "t2.tif"], Directory.GetFiles(_folder["out"], "*.tif").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task FilesThatAreAllMissingAreSaidToHaveNoCopy()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(3));
        File.CreateSymbolicLink(_folder["in/t3.tif"], _folder["nowhere.tif"]);
        var run = await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Contains("1 frame not usable", run.Output, StringComparison.Ordinal);
        Assert.Contains("No copy could be made of them.", run.Output, StringComparison.Ordinal);
    }
}
