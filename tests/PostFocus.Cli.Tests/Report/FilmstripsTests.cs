using PostFocus.Cli.Report;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Tests.Report;

public sealed class FilmstripsTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OfMorePicturesThanThereIsRoomForTheWorstOfEachSequenceAreTakenFirst()
    {
        FrameFile.WritePng(_folder["small.png"], new Frame(2, 8, new float[16], PixelType.UInt8));
        var png = File.ReadAllBytes(_folder["small.png"]);
        FrameReport[] frames = [.. Enumerable.Range(0, 20).SelectMany(s => Enumerable.Range(0, 2).Select(f => Frame(s, f)))];
        foreach (var frame in frames)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[frame.Picture!])!);
            File.WriteAllBytes(_folder[frame.Picture!], [.. png, .. new byte[Megabyte - png.Length]]);
        }
        var strips = Filmstrips.Of(_folder.Path, SequenceLedger.Of(frames, new YieldOptions()), findsCells: false);

        // In base64 a megabyte takes four thirds of one.
        Assert.Equal((int)(Filmstrips.Room * 3 / 4 / Megabyte), strips.Shown.Count + 1);
        Assert.Contains($"Shown: {strips.Shown.Count} of 40 restored frames", strips.Rule, StringComparison.Ordinal);
        Assert.Equal(Math.Min(20, strips.Shown.Count), strips.Shown.Count(s => s.Frame == 1));
        Assert.Equal(strips.Shown.Select(s => float.Parse(s.Trust, null)).Order(), strips.Shown.Select(s => float.Parse(s.Trust, null)));
        Assert.All(strips.Shown, s => Assert.Equal((8, 2), (s.Width, s.Height)));
    }

    /// <summary>Frame 1 is trusted less than frame 0; sequences differ a little.</summary>
    private static FrameReport Frame(int sequence, int frame) =>
        new($"s{sequence}", frame, $"s{sequence}/t{frame}.tif", 0)
        {
            ProbabilityOutOfFocus = 0.9f,
            IsOutOfFocus = true,
            Restored = true,
            Trust = 0.5f - 0.4f * frame + 0.001f * sequence,
            Accepted = false,
            Picture = $"reports/s{sequence}/worst-{2 - frame}.png",
        };
}
