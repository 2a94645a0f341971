using System.Runtime.CompilerServices;
using BitMiracle.LibTiff.Classic;
using CsCheck;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public sealed class FrameFileRewriterTests : IDisposable
{
    private static readonly Compression[] s_compressions =
    [
        Compression.NONE,
        Compression.LZW,
        Compression.ADOBE_DEFLATE,
        Compression.PACKBITS,
    ];

    private readonly TemporaryFolder _folder = new();

    private string Template => _folder["template.tif"];

    private string Destination => _folder["out/destination.tif"];

    public void Dispose() => _folder.Dispose();

    private Frame[] WriteTemplate(int pages = 3)
    {
        Frame[] frames = [.. Enumerable.Range(0, pages).Select(i => TestFrames.Random(20, 24, PixelType.UInt16, i))];
        new TiffLayout { Compression = Compression.LZW }.Write(Template, frames);
        return frames;
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AnyPagesInAnyOrderGetTheirPixelsAndTheOthersKeepTheirs() =>
        Gen.Select(
                Gen.Enum<PixelType>(),
                Gen.Int[0, 2],
                Gen.Bool,
                Gen.Int[0, s_compressions.Length - 1],
                Gen.Shuffle(Enumerable.Range(0, 6).ToArray()),
                Gen.Int[0, 6]
            )
            .Sample(
                (type, container, tiled, c, order, count) =>
                {
                    string template = _folder[$"{Guid.NewGuid():N}"],
                        destination = _folder[$"{Guid.NewGuid():N}"];
                    // Every second page is flat: it compresses well, and its new pixels do not fit in its place.
                    Frame[] pages =
                    [
                        .. Enumerable
                            .Range(0, 6)
                            .Select(i => i % 2 == 0 ? TestFrames.Random(37, 29, type, i) : new Frame(37, 29, new float[37 * 29], type)),
                    ];
                    new TiffLayout
                    {
                        BigEndian = container == 1,
                        Big = container == 2,
                        TileSide = tiled ? 16 : 0,
                        Compression = s_compressions[c],
                    }.Write(template, pages);
                    using (var rewriter = FrameFileRewriter.Open(template, destination))
                    {
                        foreach (var page in order.Take(count))
                            rewriter.Replace(page, TestFrames.Random(37, 29, type, 100 + page));
                        rewriter.Commit();
                    }
                    for (var page = 0; page < 6; page++)
                        TestFrames.AssertSame(
                            order.Take(count).Contains(page) ? TestFrames.Random(37, 29, type, 100 + page) : pages[page],
                            FrameFile.Read(destination, page)
                        );
                },
                iter: 100
            );

    [Fact]
    public void TheFileAppearsOnlyWhenItIsCommitted()
    {
        var pages = WriteTemplate();
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(Destination, "old");
        using (var rewriter = FrameFileRewriter.Open(Template, Destination))
        {
            rewriter.Replace(0, pages[1]);
            Assert.Equal("old", File.ReadAllText(Destination));
            Assert.DoesNotContain(
                _folder.Files,
                f => f.StartsWith("out/", StringComparison.Ordinal) && f != "out/destination.tif" && FrameFile.HasFrameExtension(f)
            );
            rewriter.Commit();
            TestFrames.AssertSame(pages[1], FrameFile.Read(Destination, 0));
            Assert.Throws<ObjectDisposedException>(() => rewriter.Replace(1, pages[2]));
            Assert.Throws<ObjectDisposedException>(rewriter.Commit);
        }
        Assert.Equal(["out/destination.tif", "template.tif"], _folder.Files);
    }

    [Fact]
    public void AFileThatCouldNotBeWrittenIsNotCommitted()
    {
        var pages = WriteTemplate();
        using (var rewriter = FrameFileRewriter.Open(Template, Destination))
        {
            Directory.Delete(_folder["out"]);
            Assert.ThrowsAny<IOException>(() => rewriter.Replace(0, pages[1]));
            // As after a disk that was full for a moment.
            Directory.CreateDirectory(_folder["out"]);
            Assert.Contains(
                "begin again",
                Assert.Throws<InvalidOperationException>(() => rewriter.Replace(0, pages[1])).Message,
                StringComparison.Ordinal
            );
            Assert.Contains("begin again", Assert.Throws<InvalidOperationException>(rewriter.Commit).Message, StringComparison.Ordinal);
        }
        Assert.Equal(["template.tif"], _folder.Files);
    }

    [Fact]
    public void WithoutCommitNothingIsLeft()
    {
        var pages = WriteTemplate();
        using (var rewriter = FrameFileRewriter.Open(Template, Destination))
            rewriter.Replace(0, pages[1]);
        Assert.Equal(["template.tif"], _folder.Files);
    }

    [Fact]
    public void AfterARefusedPageTheOthersFollow()
    {
        var pages = WriteTemplate();
        FrameFile.WriteLike(Template, _folder["expected.tif"], new Dictionary<int, Frame> { [0] = pages[1], [2] = pages[0] });
        using var rewriter = FrameFileRewriter.Open(Template, Destination);
        rewriter.Replace(0, pages[1]);
        Assert.Throws<ArgumentException>(() => rewriter.Replace(0, pages[2]));
        Assert.Throws<ArgumentException>(() => rewriter.Replace(1, TestFrames.Random(20, 25, PixelType.UInt16)));
        Assert.Throws<ArgumentException>(() => rewriter.Replace(1, TestFrames.Random(20, 24, PixelType.UInt8)));
        Assert.Throws<ArgumentException>(() =>
            rewriter.Replace(1, new Frame(20, 24, [.. pages[1].Counts.Select(c => c + 0.5f)], PixelType.UInt16))
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => rewriter.Replace(-1, pages[1]));
        Assert.Equal(3, Assert.Throws<FrameFormatException>(() => rewriter.Replace(3, pages[1])).Page);
        rewriter.Replace(2, pages[0]);
        rewriter.Commit();
        Assert.Equal(File.ReadAllBytes(_folder["expected.tif"]), File.ReadAllBytes(Destination));
    }

    [Theory]
    [InlineData("not even an image")]
    [InlineData("II*\0 broken")]
    public void AFileThatTakesNoNewPixelsCanStillBeCopied(string content)
    {
        File.WriteAllText(Template, content);
        using var rewriter = FrameFileRewriter.Open(Template, Destination);
        Assert.Throws<FrameFormatException>(() => rewriter.Replace(0, TestFrames.Random(20, 24, PixelType.UInt16)));
        Assert.Throws<FrameFormatException>(() => rewriter.Replace(0, TestFrames.Random(20, 24, PixelType.UInt16)));
        rewriter.Commit();
        Assert.Equal(content, File.ReadAllText(Destination));
    }

    [Fact]
    public void APngHasOnePage()
    {
        var frame = TestFrames.Random(20, 24, PixelType.UInt16);
        FrameFile.WritePng(_folder["a.png"], frame);
        using var rewriter = FrameFileRewriter.Open(_folder["a.png"], _folder["b.png"]);
        Assert.Contains(
            "PNG file has one",
            Assert.Throws<FrameFormatException>(() => rewriter.Replace(1, frame)).Reason,
            StringComparison.Ordinal
        );
        rewriter.Replace(0, frame.Reversed());
        rewriter.Commit();
        TestFrames.AssertSame(frame.Reversed(), FrameFile.Read(_folder["b.png"]));
    }

    [Fact]
    public void TilesThatTiffDoesNotAllowAreReadButNotWritten()
    {
        // 322 and 323: tile sides, 324 and 325: offsets and lengths.
        static byte[] Tiled(int at) =>
            RawTiff.Bytes((273, null), (278, null), (279, null), (322, 16), (323, 17), (324, (uint)at), (325, 272));
        File.WriteAllBytes(Template, [.. Tiled(Tiled(0).Length), .. new byte[272]]);
        var frame = FrameFile.Read(Template);
        using var rewriter = FrameFileRewriter.Open(Template, Destination);
        Assert.Contains(
            "no multiples of 16",
            Assert.Throws<FrameFormatException>(() => rewriter.Replace(0, frame)).Reason,
            StringComparison.Ordinal
        );
        using var reader = new FrameReader();
        Assert.Contains(
            "no multiples of 16",
            Assert.Throws<FrameFormatException>(() => reader.RequireWritable(new(Template, 0), frame)).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NoPageIsHeldAfterItIsWritten()
    {
        WriteTemplate(12);
        using var rewriter = FrameFileRewriter.Open(Template, Destination);
        WeakReference[] frames = [.. Enumerable.Range(0, 12).Select(page => ReplaceByANewFrame(rewriter, page))];
        GC.Collect();
        Assert.All(frames, frame => Assert.False(frame.IsAlive));
        rewriter.Commit();
    }

    /// <summary>On a stack frame of its own, which holds the page only as long as it is written.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ReplaceByANewFrame(FrameFileRewriter rewriter, int page)
    {
        var frame = TestFrames.Random(20, 24, PixelType.UInt16, 50 + page);
        rewriter.Replace(page, frame);
        return new WeakReference(frame.Counts);
    }
}
