using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public sealed class FrameReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PagesComeInAnyOrderFromAnyFile()
    {
        var a = DescribedStack.Write(_folder["a.tif"], 9, "");
        var b = DescribedStack.Write(_folder["b.tif"], 5, "");
        FrameLocation[] locations = [new(a, 8), new(a, 0), new(b, 4), new(a, 3), new(a, 3), new(b, 0), new(b, 1)];
        using var reader = new FrameReader();
        Assert.Equal(locations.Select(l => (float)l.Page), locations.Select(l => reader.Read(l).Counts[0]));
        Assert.Equal(locations.Select(l => (float)l.Page), FrameReader.ReadAll(locations).Select(f => f.Counts[0]));
    }

    [Fact]
    public void AfterAnErrorTheNextFrameIsRead()
    {
        var a = DescribedStack.Write(_folder["a.tif"], 2, "");
        File.WriteAllText(_folder["broken.tif"], "II*");
        using var reader = new FrameReader();
        Assert.Contains(
            "has 2, counted from 0",
            Assert.Throws<FrameFormatException>(() => reader.Read(new(a, 2))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<FrameFormatException>(() => reader.Read(new(_folder["broken.tif"], 0)));
        Assert.Throws<FrameFormatException>(() => reader.Read(new(_folder["none.tif"], 0)));
        Assert.Equal(1, reader.Read(new(a, 1)).Counts[0]);
    }

    /// <summary>Of files that are 2 × 2 counts of 8 bits, by reading: what each makes of other counts.</summary>
    public static TheoryData<string, byte[], string?> Stored =>
        new()
        {
            { "grey.png", RawPng.File(2, 2, 8, 0, [0, 7, 7, 0, 7, 7]), null },
            { "four.png", RawPng.File(2, 2, 4, 0, [0, 0x77, 0, 0x77]), "of 4 bits cannot take new counts" },
            { "palette.png", RawPng.File(2, 2, 8, 3, [0, 0, 0, 0, 0, 0], palette: [7, 7, 7]), "with a palette cannot take new counts" },
            { "grey.bmp", RawBmp.File(2, 2, 8, new byte[8], RawBmp.Greys([.. Enumerable.Range(0, 256)])), null },
            { "few.bmp", RawBmp.File(2, 2, 8, new byte[8], RawBmp.Greys(7, 9)), "no grey of 10 counts" },
        };

    [Theory]
    [MemberData(nameof(Stored))]
    public void WhetherAFileCanTakeNewCountsIsSaidAsByWhatWritesThemWithoutWriting(string name, byte[] file, string? problem)
    {
        File.WriteAllBytes(_folder[name], file);
        var frame = new Frame(2, 2, [9, 7, 9, 10], PixelType.UInt8);
        using var reader = new FrameReader();
        var asked = Record.Exception(() => reader.RequireWritable(new(_folder[name], 0), frame));
        Assert.Equal([name], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(file, File.ReadAllBytes(_folder[name]));
        var written = Record.Exception(() =>
            FrameFile.WriteLike(_folder[name], _folder[$"new-{name}"], new Dictionary<int, Frame> { [0] = frame })
        );
        Assert.Equal(written?.Message, asked?.Message);
        Assert.Contains(problem ?? "", $"{asked?.Message}", StringComparison.Ordinal);
        Assert.Equal(problem is null, asked is null);
        Assert.Throws<FrameFormatException>(() => reader.RequireWritable(new(_folder[name], 1), frame));
    }

    [Fact]
    public void ADisposedReaderHoldsNoFile()
    {
        var a = DescribedStack.Write(_folder["a.tif"], 2, "");
        using (var reader = new FrameReader())
        {
            reader.Read(new(a, 0));
            reader.Dispose();
            OpenExclusively();
        }
        _ = FrameReader.ReadAll([new(a, 0), new(a, 1)]).First();
        OpenExclusively();

        void OpenExclusively()
        {
            using var exclusive = new FileStream(a, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.True(exclusive.CanWrite);
        }
    }
}
