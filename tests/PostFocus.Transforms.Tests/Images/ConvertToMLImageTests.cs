using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Transforms.Images;

namespace PostFocus.Transforms.Tests.Images;

public sealed class ConvertToMLImageTests : IDisposable
{
    private const int Height = 20,
        Width = 30;

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CountsBecomeGreysOverTheRangeOfTheVideo()
    {
        var frames = Frames(out var counts);
        var intensity = frames.Scalars<float[]>("Intensity")[0];
        AssertGreys(counts, intensity[0], intensity[1], _context.Transforms.ConvertToMLImage().Fit(frames).Transform(frames));
    }

    [Fact]
    public void ARangeOfOnesOwnIsTakenAndSaturates()
    {
        var frames = Frames(out var counts);
        var options = new ImageConversionEstimator.Options { Black = 1200, White = 1500 };
        AssertGreys(counts, 1200, 1500, _context.Transforms.ConvertToMLImage(options).Fit(frames).Transform(frames));
    }

    /// <summary>Saved and loaded, and before stock transforms that look at the size and dispose of images.</summary>
    [Fact]
    public void StockImageTransformsGoOn()
    {
        var frames = Frames(out var counts);
        var chain = _context
            .Transforms.ConvertToMLImage(new ImageConversionEstimator.Options { Black = 1000, White = 1800 })
            .Append(_context.Transforms.ResizeImages("Small", Width / 2, Height / 2, "Image"))
            .Append(_context.Transforms.ExtractPixels("Pixels", "Small", ImagePixelExtractingEstimator.ColorBits.Red));
        _context.Model.Save(chain.Fit(frames), frames.Schema, _folder["chain.zip"]);
        var rows = _context.Model.Load(_folder["chain.zip"], out _).Transform(frames);
        Assert.Equal(Height / 2 * (Width / 2), rows.Scalars<float[]>("Pixels")[0].Length);
        Assert.Equal(255 * (counts.Average() - 1000) / 800, rows.Scalars<float[]>("Pixels")[0].Average(), 3.0);
    }

    /// <summary>The range of a video is in its counts: an image of 8 bits would be black by it.</summary>
    [Fact]
    public void AnImageHasIntensitiesOfItsOwnUnlessTheyAreNamed()
    {
        var frames = Frames(out _);
        var images = _context.Transforms.ConvertToMLImage().Fit(frames).Transform(frames);
        IDataView Twice(string? intensity) =>
            _context
                .Transforms.ConvertToMLImage(
                    new ImageConversionEstimator.Options
                    {
                        OutputColumnName = "Twice",
                        FrameColumnName = "Image",
                        IntensityColumnName = intensity,
                    }
                )
                .Fit(images)
                .Transform(images);
        byte[] Greys(IDataView rows) => rows.GetColumn<MLImage>("Twice").First().Pixels.ToArray();
        Assert.Contains(Greys(Twice(null)), grey => grey is > 100 and < 200);
        Assert.DoesNotContain(Greys(Twice("Intensity")), grey => grey is > 0 and < 255);

        double Sharpness(string frame, IDataView rows) =>
            _context.Transforms.FocusMetrics("Of", frame).Fit(rows).Transform(rows).GetColumn<float>("OfTenengrad").First();
        Assert.Equal(
            Sharpness("Image", _context.Transforms.DropColumns("Intensity").Fit(images).Transform(images)),
            Sharpness("Image", images)
        );
    }

    [Fact]
    public void PixelsWithoutANumberAreBlack()
    {
        var frame = Slope();
        frame[5] = float.NaN;
        FrameFile.WriteTiff(_folder["in/t0.tif"], [new(Height, Width, frame, PixelType.Float32)]);
        var frames = _context.Data.LoadFrames(_folder["in"]);
        var image = _context.Transforms.ConvertToMLImage().Fit(frames).Transform(frames).GetColumn<MLImage>("Image").Single();
        Assert.Equal(0, image.Pixels[4 * 5]);
    }

    [Theory]
    [InlineData(1.0, null)]
    [InlineData(null, 1.0)]
    [InlineData(2.0, 1.0)]
    public void ARangeHasTwoEndsInOrder(double? black, double? white) =>
        Assert.Throws<ArgumentException>(() =>
            _context.Transforms.ConvertToMLImage(new ImageConversionEstimator.Options { Black = black, White = white })
        );

    private static float[] Slope() => [.. Enumerable.Range(0, Height * Width).Select(i => 1000f + i % Width * 20 + i / Width)];

    private IDataView Frames(out float[] counts)
    {
        counts = Slope();
        Directory.CreateDirectory(_folder["in"]);
        FrameFile.WriteTiff(_folder["in/t0.tif"], [new(Height, Width, counts, PixelType.UInt16)]);
        return _context.Data.LoadFrames(_folder["in"]);
    }

    private static void AssertGreys(float[] counts, double black, double white, IDataView images)
    {
        Assert.Equal((Height, Width), images.Schema["Image"].Type is ImageDataViewType type ? (type.Height, type.Width) : default);
        foreach (var image in images.GetColumn<MLImage>("Image"))
        {
            Assert.Equal((Height, Width), (image.Height, image.Width));
            for (var i = 0; i < counts.Length; i++)
            {
                var grey = Math.Clamp(Math.Round((counts[i] - black) / (white - black) * 255), 0, 255);
                Assert.InRange(image.Pixels[4 * i] - grey, -1, 1);
                Assert.Equal(image.Pixels[4 * i], image.Pixels[4 * i + 2]);
                Assert.Equal(255, image.Pixels[4 * i + 3]);
            }
        }
    }
}
