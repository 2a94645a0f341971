using PostFocus.Cli.Run;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

public sealed class OverviewPictureTests : IDisposable
{
    // A cell is as large as a frame of this side, with a gap around.
    private const int Side = 256,
        Gap = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, new[] { 0 })]
    [InlineData(8, new[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(9, new[] { 0, 2, 4, 6, 8 })]
    [InlineData(15, new[] { 0, 2, 4, 6, 8, 10, 12, 14 })]
    [InlineData(20, new[] { 0, 4, 8, 12, 16 })]
    [InlineData(100, new[] { 0, 16, 32, 48, 64, 80, 96 })]
    [Trait("Speed", "Slow")]
    public void AtMostEightFramesAreShownEvenlySpread(int restored, int[] shown)
    {
        float[] image = [.. Enumerable.Range(0, Side * Side).Select(i => (float)(i % 97))];
        var overview = new OverviewPicture();
        for (var frame = 0; frame < restored; frame++)
            overview.Add(frame, image, image, image, Side, Side);
        overview.Write(_folder["overview.png"]);
        var picture = FrameFile.Read(_folder["overview.png"]);

        Assert.Equal((shown.Length * (Side + Gap) + Gap, 3 * Side + 4 * Gap), (picture.Height, picture.Width));
        for (var row = 0; row < shown.Length; row++)
        {
            byte[] expected = new byte[14 * 20],
                seen =

                [
                    .. Enumerable
                        .Range(0, 14 * 20)
                        .Select(i => (byte)picture.Counts[(Gap + row * (Side + Gap) + i / 20) * picture.Width + Gap + i % 20]),
                ];
            FrameNumber.Stamp(expected, 14, 20, shown[row]);
            // To the right of a number of one digit the frame goes on.
            var width = shown[row] < 10 ? 10 : 18;
            Assert.Equal(expected.Where((_, i) => i % 20 < width), seen.Where((_, i) => i % 20 < width));
        }
    }

    [Fact]
    public void RecordedAndRestoredFramesShareOneScaleAndTheSpreadHasItsOwn()
    {
        Assert.Equal([128, 255, 255], Written(Half(100), Half(200), Half(1), Side, Side));

        static float[] Half(float bright) => [.. Enumerable.Range(0, Side * Side).Select(i => i % Side < Side / 2 ? 0 : bright)];
    }

    [Fact]
    public void LargeFramesAreAveragedDown()
    {
        const int width = 2048;
        float[] stripes = [.. Enumerable.Range(0, 4 * width).Select(i => i % 2 * 200f)];
        Assert.Equal([128, 128, 128], Written(stripes, stripes, stripes, 4, width));
    }

    /// <summary>The last pixel of each cell of a picture of one frame.</summary>
    private float[] Written(float[] frame, float[] restored, float[] spread, int height, int width)
    {
        var overview = new OverviewPicture();
        overview.Add(0, frame, restored, spread, height, width);
        overview.Write(_folder["overview.png"]);
        var picture = FrameFile.Read(_folder["overview.png"]);
        var cell = (picture.Width - 4 * Gap) / 3;
        return
        [
            .. Enumerable
                .Range(1, 3)
                .Select(column => picture.Counts[(picture.Height - Gap) * picture.Width - 1 - (3 - column) * (cell + Gap) - Gap]),
        ];
    }
}
