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
}
