using PostFocus.Imaging.Files;

namespace PostFocus.Imaging.Tests.Files;

public sealed class FrameFormatTests : IDisposable
{
    private static readonly Text s_text = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FormatsAreToldApartByNameAndExtension()
    {
        Assert.Equal(["TIFF", "PNG", "BMP", "JPEG", "Zarr"], FrameFile.Formats.Select(f => f.Name));
        Assert.Distinct(FrameFile.Formats.SelectMany(f => f.Extensions));
        Assert.All(FrameFile.Formats.SelectMany(f => f.Extensions), extension => Assert.Matches("^(\\.[a-z]+)+$", extension));
    }

    [Theory]
    [InlineData("a.TIF", true)]
    [InlineData("a.stk", true)]
    [InlineData("a.Jpeg", true)]
    [InlineData("a.zarr", false)]
    [InlineData("a.gif", false)]
    [InlineData("tif", false)]
    public void FilesOfFramesAreKnownByTheirExtension(string name, bool isKnown) =>
        Assert.Equal(isKnown, FrameFile.HasFrameExtension(name));

    [Fact]
    public void AFileOfAnOwnFormatIsReadByIt()
    {
        string own = Write("a.txt", 3),
            tiff = _folder["b.tif"];
        FrameFile.WriteTiff(tiff, [new Frame(1, 1, [7], PixelType.UInt8)]);
        using var reader = new FrameReader();
        Assert.Equal(
            [3, 7, 3, 3],
            new FrameLocation[]
            {
                new(own, 0) { Format = s_text },
                new(tiff, 0),
                new(own, 0) { Format = s_text },
                new(own, 0) { Format = s_text },
            }.Select(location => reader.Read(location).Counts[0])
        );
        Assert.Equal(3, FrameFile.Read(new FrameLocation(own, 0) { Format = s_text }).Counts[0]);
        Assert.Contains(
            "a text file has one",
            Assert.Throws<FrameFormatException>(() => reader.Read(new(own, 1) { Format = s_text })).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void TheFormatIsPartOfAPlaceAlsoWhereTheFileIsOpen()
    {
        var own = Write("a.txt", 3);
        using var reader = new FrameReader();
        reader.Read(new(own, 0) { Format = s_text });
        Assert.Contains(
            "not a TIFF, PNG, BMP or JPEG file; it begins with",
            Assert.Throws<FrameFormatException>(() => reader.Read(new(own, 0))).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AFileOfAnOwnFormatIsFollowedByIt()
    {
        var own = Write("a.txt", 3);
        using (var file = FrameFileRewriter.Open(own, _folder["new.txt"], new Provenance("me"), s_text))
        {
            file.Replace(0, new Frame(1, 1, [5], PixelType.UInt8));
            file.Commit();
        }
        Assert.Equal("count 5 by me", File.ReadAllText(_folder["new.txt"]));
        using (var copy = FrameFileRewriter.Open(own, _folder["copy.txt"], new Provenance("me"), s_text))
            copy.Commit();
        Assert.Equal("count 3", File.ReadAllText(_folder["copy.txt"]));
    }

    [Fact]
    public void WhatTheDiskSaysOfAFileOfAnOwnFormatNamesTheFile()
    {
        File.WriteAllText(_folder["short.txt"], "coun");
        var error = Assert.Throws<FrameFormatException>(() =>
            FrameFile.Read(new FrameLocation(_folder["short.txt"], 0) { Format = s_text })
        );
        Assert.Equal(_folder["short.txt"], error.Path);
    }

    private string Write(string name, int count)
    {
        File.WriteAllText(_folder[name], $"count {count}");
        return _folder[name];
    }

    /// <summary>"count 3": frames of one pixel.</summary>
    private sealed class Text : SingleFrameFormat
    {
        public override string Name => "text";

        public override IReadOnlyList<string> Extensions => [".txt"];

        public override bool Recognises(FrameSource source) => source.Start.StartsWith("count"u8);

        public override Frame Read(FrameSource source)
        {
            source.Stream.Position = 0;
            source.Stream.ReadExactly(new byte["count ".Length]);
            return new Frame(1, 1, [source.Stream.ReadByte() - '0'], PixelType.UInt8);
        }

        public override void Write(FrameSource original, string destination, Frame frame, Provenance? provenance) =>
            File.WriteAllText(destination, $"count {frame.Counts[0]} by {provenance!.Software}");
    }
}
