using PostFocus.Imaging.Files;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Tests;

public sealed class PathsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderIsTheSameWithASeparatorAtItsEnd()
    {
        Assert.Equal(Paths.Full("a/b"), Paths.Full("a/./b/"));
        Assert.Equal(Path.Combine(Directory.GetCurrentDirectory(), "a"), Paths.Full("a"));
    }

    [Theory]
    [InlineData("in", "in/a/b.tif", "a/b.tif")]
    [InlineData("in/", "in/b.tif", "b.tif")]
    [InlineData("in/a", "in/b.tif", "../b.tif")]
    [InlineData("in", "in", ".")]
    public void RelativePathsHaveSlashes(string folder, string path, string relative) =>
        Assert.Equal(relative, Paths.Relative(folder, path.Replace('/', Path.DirectorySeparatorChar)));

    [Theory]
    [InlineData("a.zarr", "a.ome.tif")]
    [InlineData("b.OME.zarr/", "b.ome.tif")]
    [InlineData("d.ome", "d.ome.tif")]
    [InlineData("c/0", "c/0.ome.tif")]
    public void TheResultOfAZarrImageIsATiffBesideIt(string name, string result)
    {
        Directory.CreateDirectory(_folder[name]);
        Assert.Equal(_folder[name], FrameFileRewriter.ResultPath(_folder[name]));
        File.WriteAllText(Path.Combine(_folder[name], ".zgroup"), "{}");
        Assert.Equal(_folder[result], FrameFileRewriter.ResultPath(_folder[name]));
    }
}
