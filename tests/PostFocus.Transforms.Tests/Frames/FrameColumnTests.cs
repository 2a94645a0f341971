using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Tests.Frames;

/// <summary>What is said of values that are not frames, paths or intensities.</summary>
public sealed class FrameColumnTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "holds []")]
    [InlineData(new[] { 2f, 1f }, "holds [2, 1]")]
    [InlineData(new[] { 1f, 1f }, "holds [1, 1]")]
    [InlineData(new[] { float.NaN, 1f }, "holds [NaN, 1]")]
    [InlineData(new[] { 0f, float.PositiveInfinity }, "holds [0, Infinity]")]
    public void AnIntensityThatIsNoRangeIsNamed(float[]? intensity, string said)
    {
        var frame = SmallFrame.Of(0.5f);
        frame.Intensity = intensity;
        var message = Refused(_context.Data.LoadFromEnumerable([frame]));
        Assert.StartsWith(frame.Path + ": column 'Intensity' " + said, message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARowWithoutAFrameIsNamed()
    {
        var frame = SmallFrame.Of(0.5f);
        frame.Frame = null;
        Assert.Contains(
            "column 'Frame' holds 0 counts, not the 16 × 16",
            Refused(_context.Data.LoadFromEnumerable([frame])),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ARowWithoutAnImageIsNamed() =>
        Assert.Contains(
            "column 'Frame' holds no image",
            Refused(_context.Data.LoadFromEnumerable([new ImageRow()])),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void AnImageOfWhichOneChannelDiffersIsColoured(int channel)
    {
        var pixels = ImageRow.Of(100).Frame!.Pixels.ToArray();
        pixels[4 * 37 + channel]++;
        var row = new ImageRow { Frame = MLImage.CreateFromPixels(SmallFrame.Side, SmallFrame.Side, MLPixelFormat.Rgba32, pixels) };
        Assert.Contains("the image is coloured", Refused(_context.Data.LoadFromEnumerable([row])), StringComparison.Ordinal);
    }

    [Fact]
    public void AnImageFileThatIsMissingIsNamed()
    {
        var files = _context.Data.LoadFromEnumerable([new FileRow { Path = _folder["none.png"] }]);
        var message = Refused(_context.Transforms.LoadImages("Frame", "", "Path").Fit(files).Transform(files));
        Assert.StartsWith(_folder["none.png"] + ": the image of column 'Frame' cannot be read", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void AnEmptyPathIsNamed(string? path)
    {
        var files = SmallFrame.WritePngs(_folder, 1);
        var rows = _context.Data.LoadFromEnumerable([new FileRow { Path = files[0] }, new FileRow { Path = path }]);
        var loading = _context.Transforms.LoadFrames("Frame", "Path");
        var thrown = Assert.Throws<FrameFormatException>(() => loading.Fit(rows).Transform(rows).Bits("Frame"));
        Assert.StartsWith("row 1: column 'Path' is empty", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<FrameFormatException>(() => loading.Fit(_context.Data.LoadFromEnumerable([new FileRow { Path = path }])));
        Assert.Throws<PostFocusException>(() => _context.Data.LoadFrames(path!));
    }

    [Fact]
    public void TheFolderOfAMissingFileIsNamed()
    {
        var rows = _context.Data.LoadFromEnumerable([new FileRow { Path = "none.png" }]);
        var thrown = Assert.Throws<FrameFormatException>(() => _context.Transforms.LoadFrames("Frame", "Path", _folder.Path).Fit(rows));
        Assert.StartsWith(_folder["none.png"] + ", page 0: the file does not exist", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFirstFileThatCannotBeReadIsToldOfWithItsRow()
    {
        var files = SmallFrame.WritePngs(_folder, 3);
        File.WriteAllText(files[0], "no frame");
        var frames = _context.Data.LoadFrames(_folder.Path);
        Assert.Equal(3, frames.Texts("Path").Length);
        Assert.Equal(2, _context.Data.SkipRows(frames, 1).Bits("Frame").Length);
        File.Delete(files[0]);
        Assert.Equal(_context.Data.LoadFrames(_folder.Path).Bits("Intensity"), _context.Data.SkipRows(frames, 1).Bits("Intensity"));
        File.WriteAllText(files[0], "no frame");
        Assert.StartsWith(files[0], Assert.Throws<FrameFormatException>(() => frames.Bits("Frame")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadImagesOfSixteenBitsIsSaidOnceAContext()
    {
        var files = Files(PixelType.UInt16);
        string[] Lines(MLContext context)
        {
            var lines = new List<string>();
            void Note(object? _, LoggingEventArgs e) =>
                lines.AddRange(e.Message.Contains("16 bits", StringComparison.Ordinal) ? [e.Message] : []);
            context.Log += Note;
            var pipeline = context
                .Transforms.LoadImages("Frame", "", "Path")
                .Append(context.Transforms.ScoreFocus(SmallFrame.Classifier))
                .Append(context.Transforms.SharpnessFeatures());
            for (var pass = 0; pass < 2; pass++)
            {
                var view = pipeline.Fit(files).Transform(files);
                Assert.Equal(view.Bits("Features").Length, view.Scalars<float>("Score").Length);
            }
            context.Log -= Note;
            return [.. lines];
        }
        var line = Assert.Single(Lines(_context));
        Assert.Contains("0.png' has 16 bits", line, StringComparison.Ordinal);
        Assert.Contains("LoadFrames", line, StringComparison.Ordinal);
        Assert.Empty(Lines(_context));
        Assert.Single(Lines(new MLContext()));
        files = Files(PixelType.UInt8);
        Assert.Empty(Lines(new MLContext()));
    }

    private IDataView Files(PixelType type) =>
        _context.Data.LoadFromEnumerable(SmallFrame.WritePngs(_folder, 3, type).Select(path => new FileRow { Path = path }).ToArray());

    private string Refused(IDataView rows) =>
        Assert
            .Throws<FrameFormatException>(() =>
                _context.Transforms.ScoreFocus(SmallFrame.Classifier).Fit(rows).Transform(rows).Scalars<float>("Score")
            )
            .Message;
}
