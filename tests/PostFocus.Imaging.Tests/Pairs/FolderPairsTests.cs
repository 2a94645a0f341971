using PostFocus.Imaging.Files;
using PostFocus.Imaging.Pairs;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Pairs;

public sealed class FolderPairsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _seed;

    public void Dispose() => _folder.Dispose();

    private void Write(string name, int pages = 1, int side = 32, PixelType type = PixelType.UInt8)
    {
        Frame[] frames = [.. Enumerable.Range(0, pages).Select(_ => TestFrames.Random(side, side, type, ++_seed))];
        if (name.EndsWith(".png", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
            FrameFile.WritePng(_folder[name], frames[0]);
        }
        else
        {
            FrameFile.WriteTiff(_folder[name], frames);
        }
    }

    private FramePairs Pair(params string[] outOfFocus) =>
        FramePairs.FromFolders(
            [.. outOfFocus.Select(f => _folder[f])],
            _folder["focus"],
            new FramePairOptions { Registration = PairRegistration.Skip }
        );

    private string Refusal(params string[] outOfFocus) => Assert.Throws<FrameFormatException>(() => Pair(outOfFocus)).Message;

    private string[] Names(FramePairs pairs) =>
        [.. pairs.Pairs.Select(p => $"{Short(p.Frame)} {Short(p.Reference)} {p.Sequence} {p.FrameIndex} {p.IsOutOfFocus}")];

    private string Short(FrameLocation location) =>
        $"{Path.GetRelativePath(_folder.Path, location.Path).Replace('\\', '/')}:{location.Page}";

    [Fact]
    public void FramesOfOneNameBelongTogetherWhateverTheirExtension()
    {
        foreach (var name in new[] { "focus/B02/t0.tif", "focus/B02/t1.tif", "below/B02/t1.png", "below/B02/t0.tif", "above/B02/t1.tif" })
            Write(name);
        Assert.Equal(
            [
                "below/B02/t0.tif:0 focus/B02/t0.tif:0 B02 0 True",
                "focus/B02/t0.tif:0 focus/B02/t0.tif:0 B02 0 False",
                "below/B02/t1.png:0 focus/B02/t1.tif:0 B02 1 True",
                "above/B02/t1.tif:0 focus/B02/t1.tif:0 B02 1 True",
                "focus/B02/t1.tif:0 focus/B02/t1.tif:0 B02 1 False",
            ],
            Names(Pair("below", "above"))
        );
    }

    [Fact]
    public void FramesRightInTheFoldersBelongTogetherToo()
    {
        foreach (var name in new[] { "focus/a.tif", "focus/b.tif", "below/a.tif", "below/b.tif" })
            Write(name);
        Assert.Equal(["below/a.tif:0 focus/a.tif:0 focus 0 True", "focus/a.tif:0 focus/a.tif:0 focus 0 False"], Names(Pair("below"))[..2]);
    }

    [Fact]
    public void FramesOfMultiPageFilesBelongTogetherByTheirNumber()
    {
        Write("focus/w.tif", 3);
        Write("below/w.tif", 2);
        var pairs = Pair("below");
        Assert.Equal(
            ["below/w.tif:0 focus/w.tif:0 w 0 True", "below/w.tif:1 focus/w.tif:1 w 1 True"],
            Names(pairs).Where(n => n.EndsWith("True", StringComparison.Ordinal))
        );
        Assert.Equal(1, pairs.UnusedInFocus);
        Assert.Equal(
            "2 pairs of 32 × 32 pixels with 2 in-focus frames; 1 in-focus frame without a partner left out; shifts not measured",
            pairs.Description
        );
    }

    [Fact]
    public void TwoFilesArePairedWhateverTheirNames()
    {
        Write("sharp.tif", 2);
        Write("blurred.tif", 2);
        var pairs = FramePairs.FromFolders([_folder["blurred.tif"]], _folder["sharp.tif"], new FramePairOptions { IncludeInFocus = false });
        Assert.Equal(["blurred.tif:0 sharp.tif:0 sharp 0 True", "blurred.tif:1 sharp.tif:1 sharp 1 True"], Names(pairs));
    }

    [Fact]
    public void AFrameWithoutAPartnerIsRefusedNamingBothSides()
    {
        for (var i = 0; i < 5; i++)
        {
            Write($"focus/A01/in{i}.tif");
            Write($"below/A01/out{i}.tif");
        }
        var message = Refusal("below");
        Assert.Contains("5 of its 5 frames have no partner", message, StringComparison.Ordinal);
        Assert.Contains("'A01/out0', 'A01/out1', 'A01/out2', …", message, StringComparison.Ordinal);
        Assert.Contains("'A01/in0'", message, StringComparison.Ordinal);
        Assert.Contains("same name", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoFramesOfOneNameAreRefused()
    {
        Write("focus/a.tif");
        Write("focus/a.png");
        Write("below/a.tif");
        Assert.Contains("but for the extension", Refusal("below"), StringComparison.Ordinal);
    }

    [Fact]
    public void SizesAndPixelTypesMustBeEqual()
    {
        Write("focus/a.tif");
        Write("below/a.tif", side: 40);
        var message = Refusal("below");
        Assert.Contains("a.tif, page 0: it is 40 × 40 pixels", message, StringComparison.Ordinal);
        Assert.Contains("focus", message, StringComparison.Ordinal);
        Assert.Contains("32 × 32", message, StringComparison.Ordinal);

        Write("below/a.tif", type: PixelType.UInt16);
        Assert.Contains("UInt16", Refusal("below"), StringComparison.Ordinal);

        Write("below/a.tif");
        Write("focus/b.tif", side: 40);
        Write("below/b.tif", side: 40);
        Assert.Contains("must have one size", Refusal("below"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheFirstUnusableFrameIsNamedEveryTime()
    {
        for (var i = 0; i < 20; i++)
        {
            Write($"focus/t{i}.tif");
            Write($"below/t{i}.tif");
        }
        foreach (var broken in new[] { "below/t7.tif", "focus/t11.tif", "below/t12.tif" })
            File.WriteAllText(_folder[broken], "broken");
        Assert.Contains("t7.tif", Refusal("below"), StringComparison.Ordinal);
    }

    [Fact]
    public void OneFolderInBothRolesIsRefused()
    {
        Write("focus/a.tif");
        Assert.Contains("in focus", Assert.Throws<PostFocusException>(() => Pair("focus")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Pair());
    }

    [Fact]
    public void CheckingCanBeFollowedAndCancelled()
    {
        for (var i = 0; i < 3; i++)
        {
            Write($"focus/t{i}.tif");
            Write($"below/t{i}.tif");
        }
        var seen = new Listener();
        FramePairs.FromFolders([_folder["below"]], _folder["focus"], progress: seen);
        Assert.Equal([1, 2, 3], seen.Values.Order());
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            FramePairs.FromFolders([_folder["below"]], _folder["focus"], cancellation: cancellation.Token)
        );
    }

    private sealed class Listener : IProgress<int>
    {
        public System.Collections.Concurrent.ConcurrentBag<int> Values { get; } = [];

        public void Report(int value) => Values.Add(value);
    }
}
