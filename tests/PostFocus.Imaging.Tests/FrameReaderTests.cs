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
