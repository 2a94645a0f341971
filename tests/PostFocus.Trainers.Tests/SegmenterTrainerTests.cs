using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Trainers.Networks.StarConvex;
using PostFocus.Trainers.Training.Segmenter;

namespace PostFocus.Trainers.Tests;

public sealed class SegmenterTrainerTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static SegmenterTrainer.Options Options { get; } =
        new()
        {
            ValidationFraction = 0.5,
            Training = new SegmenterTrainingOptions
            {
                Network = new StarConvexUNetOptions
                {
                    Widths = [16, 16],
                    HeadWidth = 16,
                    Rays = 8,
                },
                Steps = 2,
                BatchSize = 2,
                TileSize = 64,
                PixelMicrons = 0.65,
                Threads = 1,
            },
        };

    [Fact]
    public void SimulatedWellsNameTheirMasksAndTrainASegmenter()
    {
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"]));
        Assert.Contains(frames.GetColumn<float[]>("Mask"), mask => mask.Contains(1));
        using var fitted = _context.FocusRestoration.Trainers.Segmenter(Options).Fit(frames);
        Assert.Equal((64, 8, 2, 0.65), (fitted.Model.TileSize, fitted.Model.Rays, fitted.Model.Grid, fitted.Model.PixelMicrons));
        Assert.Equal(6, fitted.Transform(frames).GetColumn<int>("CellCount").Count());
    }

    [Fact]
    public void InputsOfDifferentSizesTrainOneSegmenter()
    {
        IDataView[] inputs =
        [
            _context.Data.LoadFrames(SimulatedFolder.Write(_folder["small"], size: 96)),
            _context.Data.LoadFrames(SimulatedFolder.Write(_folder["large"], size: 112)),
        ];
        using var fitted = _context.FocusRestoration.Trainers.Segmenter(Options).Fit(inputs);
        Assert.Equal(64, fitted.Model.TileSize);
    }

    [Fact]
    public void MasksOfFramesOfOtherPixelsAreBroughtToTheirSize()
    {
        var labels = new float[16 * 16];
        labels[3 * 16 + 4] = 5;
        var rows = TrainingRows.Masked(_context, Row(labels, 1.3f), Options);
        var example = Assert.Single(rows).Item;
        Assert.Equal((32, 32), (example.Mask.Height, example.Mask.Width));
        Assert.Equal((32, 32), (example.Image.Height, example.Image.Width));
        // The pixel is now two by two.
        Assert.Equal([5, 5, 5, 5], new[] { (6, 8), (6, 9), (7, 8), (7, 9) }.Select(at => example.Mask[at.Item1, at.Item2]));
        Assert.Equal(4, example.Mask.Part(0, 0, 32, 32).Counts.Count(c => c == 5));
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(-1f)]
    [InlineData(70_000f)]
    public void WhatIsNoCellsNumberIsRefused(float count)
    {
        var labels = new float[16 * 16];
        labels[9] = count;
        var error = Assert.Throws<FrameFormatException>(() => TrainingRows.Masked(_context, Row(labels, float.NaN), Options));
        Assert.Contains("cannot be the number of a cell", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FramesWithoutMasksAreRefusedWithTheWayOn()
    {
        var manifest = SimulatedFolder.Write(_folder["wells"]);
        Manifest.Write(_folder["wells/bare.csv"], Manifest.Read(manifest).Select(row => row with { MaskPath = null }));
        var frames = _context.Data.LoadFrames(_folder["wells/bare.csv"]);
        var error = Assert.Throws<ArgumentException>(() => _context.FocusRestoration.Trainers.Segmenter(Options).Fit(frames));
        Assert.Contains("'Mask'", error.Message, StringComparison.Ordinal);
        Assert.Contains("mask_path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheShapeSaysWhatTheSchemaIs()
    {
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"]));
        var trainer = _context.FocusRestoration.Trainers.Segmenter(Options);
        var stated = trainer.GetOutputSchema(Shape.Of(frames)).Select(c => (c.Name, c.Kind, c.ItemType));
        using var fitted = trainer.Fit(frames);
        Assert.Equal(Shape.Of(fitted.Transform(frames)).Select(c => (c.Name, c.Kind, c.ItemType)), stated);
    }

    private IDataView Row(float[] labels, float pixelMicrons)
    {
        var random = new Random(1);
        var schema = SchemaDefinition.Create(typeof(Masked));
        schema["Frame"].ColumnType = schema["Mask"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 16, 16);
        return _context.Data.LoadFromEnumerable(
            [
                new Masked
                {
                    Frame = [.. labels.Select(_ => (float)random.Next(100, 200))],
                    Mask = labels,
                    PixelMicrons = pixelMicrons,
                },
            ],
            schema
        );
    }

    private sealed class Masked
    {
        public float[] Frame { get; set; } = [];

        public float[] Mask { get; set; } = [];

        public float PixelMicrons { get; set; }
    }
}
