using Microsoft.ML;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Transforms.Tests.Rows;

/// <summary>Whose image is whose: images own native memory, and stock transforms dispose of what they are handed.</summary>
public sealed class ImageLifetimeTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Speed", "Slow")]
    public void ImagesThatResizeImagesHandsOnAsTheyAreRestoreAsUnresizedOnes()
    {
        var files = _context.Data.LoadFromEnumerable(SmallFrame.WritePngs(_folder, 40).Select(path => new FileRow { Path = path }));
        string[] Restored(IEstimator<ITransformer> images) =>
            images
                .Append(_context.Transforms.ScoreFocus(SmallFrame.Classifier))
                .Append(
                    _context.Transforms.ConditionalRestore(SmallFrame.Restorer, new ConditionalRestoreEstimator.Options { TileOverlap = 0 })
                )
                .Fit(files)
                .Transform(files)
                .Bits("Restored");
        var resized = Restored(
            _context
                .Transforms.LoadImages("Image", "", "Path")
                .Append(_context.Transforms.ResizeImages("Frame", SmallFrame.Side, SmallFrame.Side, "Image"))
        );
        Assert.Equal(40, resized.Length);
        Assert.Equal(Restored(_context.Transforms.LoadImages("Frame", "", "Path")), resized);
    }

    [Fact]
    public void ACallersImagesLiveOn()
    {
        ImageRow[] rows = [.. Enumerable.Range(0, 40).Select(ImageRow.Of)];
        var scored = Scored(rows);
        float[] first = [.. _context.Data.CreateEnumerable<ImageRow>(scored, reuseRowObject: false).Select(row => row.Probability)];
        Assert.All(rows, row => Assert.Equal(SmallFrame.Side, row.Frame!.Width));
        Assert.Equal(first, scored.Scalars<float>("Probability"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryConsumerGetsACopyOfItsRowsImage(bool reuseRowObject)
    {
        ImageRow[] rows = [.. Enumerable.Range(0, 40).Select(ImageRow.Of)];
        rows[7].Frame!.Tag = "seven";
        var i = 0;
        foreach (var row in _context.Data.CreateEnumerable<ImageRow>(Scored(rows), reuseRowObject))
        {
            Assert.NotSame(rows[i].Frame, row.Frame);
            Assert.Equal(rows[i].Frame!.Tag, row.Frame!.Tag);
            Assert.True(rows[i++].Frame!.Pixels.SequenceEqual(row.Frame.Pixels));
            row.Frame.Dispose();
            row.Frame = null;
        }
        Assert.Equal(40, i);
        Assert.All(rows, row => Assert.Equal(SmallFrame.Side, row.Frame!.Width));
    }

    [Fact]
    public void AnEngineLeavesItsInputsImageAlone()
    {
        var row = ImageRow.Of(5);
        using var engine = _context.Model.CreatePredictionEngine<ImageRow, Verdict>(
            _context.Transforms.ScoreFocus(SmallFrame.Classifier).Fit(_context.Data.LoadFromEnumerable([row]))
        );
        Assert.Equal(engine.Predict(row).Probability, engine.Predict(row).Probability);
        Assert.Equal(SmallFrame.Side, row.Frame!.Width);
    }

    private IDataView Scored(IEnumerable<ImageRow> rows)
    {
        var view = _context.Data.LoadFromEnumerable(rows);
        return _context.Transforms.ScoreFocus(SmallFrame.Classifier).Fit(view).Transform(view);
    }

    private sealed class Verdict
    {
        public float Probability { get; set; }
    }
}
