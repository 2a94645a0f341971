using System.Text;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Plots;

namespace PostFocus.Interactive.Tests;

public sealed class PictureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFrameIsStretchedFromBlackToWhite()
    {
        var shown = Shown.Png(Shown.Of(Ramp(16, 32, 1000)));
        Assert.Equal((128, 256), (shown.Height, shown.Width));
        Assert.Equal(0, shown.Counts.Min());
        Assert.Equal(255, shown.Counts.Max());
        // Pixels are enlarged to squares.
        Assert.Equal(shown.Counts[0], shown.Counts[7 * 256 + 7]);
        Assert.NotEqual(shown.Counts[7], shown.Counts[256 - 1]);
    }

    [Fact]
    public void ALargeFrameIsAveragedDown()
    {
        var shown = Shown.Png(Shown.Of(Ramp(1025, 1200, 0)));
        Assert.Equal((512, 600), (shown.Height, shown.Width));
    }

    [Theory]
    [InlineData(7f)]
    [InlineData(float.NaN)]
    public void AFrameWithoutContrastIsShown(float count)
    {
        var counts = new float[16];
        Array.Fill(counts, count);
        var shown = Shown.Png(Shown.Of(new Frame(4, 4, counts, PixelType.Float32)));
        Assert.Single(shown.Counts.Distinct());
    }

    [Fact]
    public void AFrameAsTextDoesNotListItsCounts() => Assert.Equal("Frame 16 × 32 UInt16", Shown.As("text/plain", Ramp(16, 32, 0)));

    [Fact]
    public void FramesInAListArePictures() =>
        Assert.Equal(2, Shown.Pictures(Shown.Html(new[] { Ramp(16, 16, 0), Ramp(16, 16, 5) })).Length);

    [Fact]
    public void AnImageKeepsItsGreys()
    {
        FrameFile.WritePng(_folder["i.png"], new Frame(1, 3, [10, 20, 30], PixelType.UInt8));
        using var image = MLImage.CreateFromFile(_folder["i.png"]);
        var shown = Shown.Png(Shown.Of(image));
        Assert.Equal([10, 20, 30], shown.Counts);
    }

    [Theory]
    [InlineData(MLPixelFormat.Rgba32)]
    [InlineData(MLPixelFormat.Bgra32)]
    public void AnImageKeepsItsColours(MLPixelFormat format)
    {
        byte[] pixels = [200, 20, 10, 255, 1, 2, 3, 255];
        using var image = MLImage.CreateFromPixels(2, 1, format, pixels);
        File.WriteAllBytes(_folder["c.png"], Convert.FromBase64String(Shown.Of(image)));
        using var read = MLImage.CreateFromFile(_folder["c.png"]);
        Assert.Equal(Red(image), Red(read));
        Assert.Equal(format == MLPixelFormat.Rgba32 ? 200 : 10, Red(read));

        static byte Red(MLImage image) => image.Pixels[image.PixelFormat == MLPixelFormat.Rgba32 ? 0 : 2];
    }

    [Fact]
    public void ASequenceIsAFilmstripOnOneScale()
    {
        var shown = Shown.Png(Shown.Of(Sequence(10)));
        // Eight in a row, two pixels between.
        Assert.Equal((2 + 2 * 18, 2 + 8 * 18), (shown.Height, shown.Width));
        float First(int frame) => shown.Counts[(2 + frame / 8 * 18) * shown.Width + 2 + frame % 8 * 18];
        Assert.True(First(0) < First(1) && First(1) < First(9));
    }

    [Fact]
    public void OfALongSequenceSomeFramesAreShown() => Assert.Equal(2 + 4 * 18, Shown.Png(Shown.Of(Sequence(49))).Height);

    [Fact]
    public void APlotIsSvg()
    {
        var plot = CurvePlot.Create("Sharpness", new PlotAxis("time"), new PlotAxis("value"), [new Curve("c", [new(0, 1), new(1, 2)])]);
        var svg = Shown.As("image/svg+xml", plot);
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.EndsWith(svg, plot.ToSvg(), StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(svg)), Shown.Of(plot), StringComparison.Ordinal);
    }

    private FrameSequence Sequence(int frames) =>
        new FramesInMemory(_folder, [.. Enumerable.Range(0, frames).Select(i => Ramp(16, 16, 100 * i))]).Sequence("well");

    private static Frame Ramp(int height, int width, int first) =>
        new(height, width, [.. Enumerable.Range(0, height * width).Select(i => (float)(first + i % width))], PixelType.UInt16);
}
