using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

/// <summary>Whatever happens to the bytes of a BMP or JPEG: a frame or a named error, and no more memory than the file is worth.</summary>
public sealed class DamagedPictureTests : IDisposable
{
    private const int MostBytes = 32 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("core.bmp", "info.bmp", "rgb24.bmp", "v4-32.bmp", "rgb555.bmp", "rle8.bmp", "one-bit.bmp")]
    [InlineData("baseline.jpg", "progressive.jpg", "neutral.jpg")]
    [Trait("Speed", "Slow")]
    public void NoDamageEndsInAnyOtherWayThanAFrameOrANamedError(params string[] names)
    {
        var random = new Random(1);
        string path = _folder["damaged"],
            copy = _folder["copy"];
        byte[][] originals = [.. names.Select(n => File.ReadAllBytes(GoldenFile.Find("pictures", n)))];
        for (var mutant = 0; mutant < 2000; mutant++)
        {
            File.WriteAllBytes(path, Mutation.Of(originals[mutant % originals.Length], random, headerBytes: 80));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var frame = FrameFile.Read(path);
                Assert.Equal(frame.Height * frame.Width, frame.Counts.Length);
                FrameFile.WriteLike(path, copy, new Dictionary<int, Frame> { [0] = frame });
                Assert.Equal(frame.PixelType, FrameFile.Read(copy).PixelType);
            }
            catch (FrameFormatException e)
            {
                Assert.StartsWith(e.Path, e.Message, StringComparison.Ordinal);
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
    }
}
