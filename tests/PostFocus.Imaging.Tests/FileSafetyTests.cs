using PostFocus.Imaging.Files;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Tests;

public sealed class FileSafetyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFileAppearsUnderItsNameOnlyWhenItIsWhole()
    {
        FileSafety.WriteWhole(
            _folder["new/a.txt"],
            temporary =>
            {
                Assert.Equal(_folder["new"], Path.GetDirectoryName(temporary));
                Assert.False(FrameFile.HasFrameExtension(temporary));
                File.WriteAllText(temporary, "whole");
                Assert.False(File.Exists(_folder["new/a.txt"]));
            }
        );
        Assert.Equal("whole", File.ReadAllText(_folder["new/a.txt"]));
        Assert.Equal(["new/a.txt"], _folder.Files);
    }

    [Fact]
    public void AFailureKeepsTheOldFileAndLeavesNothingBeside()
    {
        File.WriteAllText(_folder["a.txt"], "old");
        Assert.Throws<InvalidOperationException>(() =>
            FileSafety.WriteWhole(
                _folder["a.txt"],
                temporary =>
                {
                    File.WriteAllText(temporary, "half");
                    throw new InvalidOperationException();
                }
            )
        );
        Assert.Equal("old", File.ReadAllText(_folder["a.txt"]));
        Assert.Equal(["a.txt"], _folder.Files);
    }

    [Fact]
    public void AFolderInTheWayIsAnErrorThatLeavesNothing()
    {
        Directory.CreateDirectory(_folder["a.txt"]);
        Assert.ThrowsAny<Exception>(() => FileSafety.WriteWhole(_folder["a.txt"], temporary => File.WriteAllText(temporary, "x")));
        Assert.Empty(_folder.Files);
    }
}
