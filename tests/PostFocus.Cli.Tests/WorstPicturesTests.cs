using PostFocus.Cli.Results;
using PostFocus.Cli.Run;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

public sealed class WorstPicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PanelsShowRecordedRestoredSpreadAndChange()
    {
        var pictures = new WorstPictures();
        // Recorded from 0 to 100, restored the other way round.
        pictures.Add(Report(3, 0.5f), [0, 100], [100, 0], [1, 2], 1, 2);
        var (frame, path) = Assert.Single(pictures.Write([_folder["a.png"]]));
        Assert.Equal((3, _folder["a.png"]), (frame, path));
        var picture = FrameFile.Read(path);
        Assert.Equal((1, 8), (picture.Height, picture.Width));
        Assert.Equal([0, 255, 255, 0, 128, 255, 255, 0], picture.Counts);
    }

    [Fact]
    public void FramesThatAreRejectedOrTrustedLeastAreKeptInOrder()
    {
        var pictures = new WorstPictures();
        foreach ((var trust, var index) in new[] { 0.9f, 0.2f, 0.8f, 0.7f, 0.1f, 0.95f }.Select((t, i) => (t, i)))
            pictures.Add(Report(index, trust), [0, 100], [100, 0], [1, 2], 1, 2);
        pictures.Add(Report(6, 0.99f) with { Accepted = false }, [0, 100], [100, 0], [1, 2], 1, 2);
        var written = pictures.Write([.. Enumerable.Range(0, 9).Select(i => _folder[$"{i}.png"])]);
        Assert.Equal([6, 4, 1, 3], written.Select(w => w.Frame));
        Assert.Equal(WorstPictures.Most, _folder.Files.Length);
    }

    private static FrameReport Report(int frame, float trust) =>
        new("in", frame, $"t{frame}.tif", 0)
        {
            Restored = true,
            Trust = trust,
            Accepted = true,
        };
}
