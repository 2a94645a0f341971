using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Transforms.Segmentation;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Tests.Segmentation;

public sealed class SegmentCellsTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void EveryBumpIsACellOfItsSizeNumberedByItsScore()
    {
        var cells = Segment(BumpNetwork.Frame(40, 60, float.NaN, (12, 14, 5), (40, 22, 8)));
        Assert.Equal([2], cells.Scalars<int>("CellCount"));
        var labels = cells.Scalars<float[]>("CellLabels")[0];
        Assert.Equal((2f, 1f, 0f), (labels[14 * 60 + 12], labels[22 * 60 + 40], labels[0]));
        // An octagon of radius 8 has 181 pixels, one of 5 has 71; squares of two pixels see a little less than the top.
        Assert.InRange(labels.Count(l => l == 1), 150, 181);
        Assert.InRange(labels.Count(l => l == 2), 55, 71);
        var scores = cells.Scalars<float[]>("CellScores")[0];
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(scores, score => Assert.InRange(score, 0.97, 1));
    }

    [Fact]
    public void OutlinesGoAroundTheirLabels()
    {
        var cells = Segment(BumpNetwork.Frame(40, 60, float.NaN, (12, 14, 5), (40, 22, 8)));
        Assert.Equal([0, BumpNetwork.Rays, 2], ((VectorDataViewType)cells.Schema["CellPolygons"].Type).Dimensions);
        var polygons = cells.Scalars<float[]>("CellPolygons")[0];
        Assert.Equal(2 * BumpNetwork.Rays * 2, polygons.Length);
        var first = polygons[..(2 * BumpNetwork.Rays)];
        Assert.Equal(40, first.Where((_, i) => i % 2 == 0).Average(), 1f);
        Assert.Equal(22, first.Where((_, i) => i % 2 == 1).Average(), 1f);
    }

    [Fact]
    public void ACellAtTheJointOfTilesIsOne()
    {
        // Tiles of 32 that overlap by 10: joints at 22 to 32.
        var cells = Segment(BumpNetwork.Frame(75, 83, float.NaN, (27, 27, 6), (49, 27, 6), (27, 52, 6)));
        Assert.Equal([3], cells.Scalars<int>("CellCount"));
    }

    [Fact]
    public void AFrameSmallerThanTheNetworkHasItsCells() =>
        Assert.Equal([1], Segment(BumpNetwork.Frame(21, 19, float.NaN, (9, 10, 5))).Scalars<int>("CellCount"));

    [Fact]
    public void FramesOfOtherPixelSizeHaveTheirCellsInTheirOwnPixels()
    {
        // At the network's pixels the cell has a radius of 8: of 16 in pixels of half the size.
        var model = BumpNetwork.Model() with
        {
            PixelMicrons = 1,
        };
        var frame = BumpNetwork.Frame(80, 90, 0.5f, (44, 38, 8));
        var cells = _context.Transforms.SegmentCells(model).Fit(frame).Transform(frame);
        var cell = Assert.Single(CellRegion.Of(new Frame(80, 90, cells.Scalars<float[]>("CellLabels")[0], PixelType.UInt16)));
        // Squares of the grid have four of the frame's pixels a side.
        Assert.Equal(44, cell.X, 2.0);
        Assert.Equal(38, cell.Y, 2.0);
        Assert.InRange(cell.Area, 350, 724);
    }

    [Fact]
    public void PixelsWithoutDataHaveNoLabel()
    {
        var counts = BumpNetwork.Frame(60, 60, float.NaN, (20, 30, 8)).Scalars<float[]>("Frame")[0];
        for (var i = 0; i < counts.Length; i++)
            if (i % 60 < 18)
                counts[i] = float.NaN;
        var labels = Segment(BumpNetwork.View(60, 60, counts)).Scalars<float[]>("CellLabels")[0];
        Assert.Contains(1, labels);
        Assert.All(labels.Where((_, i) => i % 60 < 18), label => Assert.Equal(0, label));
    }

    [Fact]
    public void AnUnusableFrameIsRefusedOrHasNoCells()
    {
        var frame = BumpNetwork.View(32, 32, new float[32 * 32]);
        Assert.ThrowsAny<Exception>(() => Segment(frame).Scalars<int>("CellCount"));
        var flagged = Segment(frame, new() { OnBadFrame = OnBadFrame.Flag });
        Assert.Equal([0], flagged.Scalars<int>("CellCount"));
        Assert.NotEqual("", flagged.Texts("FrameProblem")[0]);
    }

    [Fact]
    public void CellsOfSeveralColumnsOfFramesHaveNamesOfTheirOwn()
    {
        var frame = BumpNetwork.Frame(40, 40, float.NaN, (12, 14, 5));
        var pipeline = _context
            .Transforms.SegmentCells(BumpNetwork.Model())
            .Append(_context.Transforms.SegmentCells(BumpNetwork.Model(), new() { OutputPrefix = "Restored" }));
        var cells = pipeline.Fit(frame).Transform(frame);
        Assert.Equal(cells.Bits("CellLabels"), cells.Bits("RestoredCellLabels"));
    }

    [Fact]
    public void SavedAndLoadedItFindsTheSameCellsAndIsFoundInTheZip()
    {
        using var folder = new TemporaryFolder();
        var frame = BumpNetwork.Frame(40, 60, float.NaN, (12, 14, 5), (40, 22, 8));
        var model = BumpNetwork.Model() with { PixelMicrons = 0.65, LeastScore = 0.7, MostOverlap = 0.3 };
        using var fitted = _context.Transforms.SegmentCells(model).Fit(frame);
        _context.Model.Save(fitted, frame.Schema, folder["cells.zip"]);
        var loaded = _context.Model.Load(folder["cells.zip"], out _);
        Assert.Equal(fitted.Transform(frame).Bits("CellPolygons"), loaded.Transform(frame).Bits("CellPolygons"));
        var found = _context.FocusRestoration.LoadModels(folder["cells.zip"]).Segmenter!;
        Assert.Equal(
            (32, BumpNetwork.Rays, BumpNetwork.Grid, 0.65, 0.7, 0.3),
            (found.TileSize, found.Rays, found.Grid, found.PixelMicrons, found.LeastScore, found.MostOverlap)
        );
    }

    [Fact]
    public void TheShapeSaysWhatTheSchemaIs()
    {
        var frame = BumpNetwork.Frame(40, 60, float.NaN, (12, 14, 5));
        var estimator = _context.Transforms.SegmentCells(BumpNetwork.Model());
        var stated = estimator.GetOutputSchema(Shape.Of(frame)).Select(c => (c.Name, c.Kind, c.ItemType));
        Assert.Equal(Shape.Of(estimator.Fit(frame).Transform(frame)).Select(c => (c.Name, c.Kind, c.ItemType)), stated);
    }

    [Fact]
    public void ANetworkOfOtherRaysIsRefused()
    {
        var bumps = BumpNetwork.Model();
        var wrong = new SegmentationModel(bumps.OnnxFile.ToArray(), 32, rays: 32, grid: 2);
        var frame = BumpNetwork.Frame(40, 40, float.NaN, (12, 14, 5));
        var error = Assert.ThrowsAny<Exception>(() =>
            _context.Transforms.SegmentCells(wrong).Fit(frame).Transform(frame).Scalars<int>("CellCount")
        );
        Assert.Contains("segmenter does not fit", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersOutOfTheirRangesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SegmentationModel([], 33, grid: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SegmentationModel([], 32, rays: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => BumpNetwork.Model() with { LeastScore = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => BumpNetwork.Model() with { MostOverlap = 1.1 });
    }

    private IDataView Segment(IDataView frames, SegmentCellsEstimator.Options? options = null) =>
        _context.Transforms.SegmentCells(BumpNetwork.Model(), options).Fit(frames).Transform(frames);
}
