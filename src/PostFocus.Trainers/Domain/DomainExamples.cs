using Microsoft.ML;
using PostFocus.Imaging.Texture;
using PostFocus.Trainers.Data;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Trainers.Domain;

/// <summary>Reads frames; of each no more is kept than its statistics.</summary>
internal static class DomainExamples
{
    private const int RowsAtOnce = 64;

    /// <summary>What is asked of the columns.</summary>
    public static IEnumerable<NeededColumn> Needed(DomainTrainer.Options options) =>
        [.. DomainScoringComputation.Needed(options.Scoring), WellColumn.Needed(options.GroupColumnName)];

    public static IReadOnlyList<DomainExample> Read(IEnumerable<IDataView> inputs, DomainTrainer.Options options)
    {
        var examples = new List<DomainExample>();
        foreach (var input in inputs)
            Read(input, options, examples);
        return examples;
    }

    private static void Read(IDataView input, DomainTrainer.Options options, List<DomainExample> examples)
    {
        var columns = options.Scoring;
        var frames = new MappedFrames(input.Schema, columns.FrameColumnName, columns.IntensityColumnName, columns.PixelMicronsColumnName);
        var wells = WellColumn.Find(input.Schema, options.GroupColumnName);
        using var cursor = input.GetRowCursor([.. frames.Inputs, .. wells.Inputs, .. FrameNames.Columns(input.Schema)]);
        var frame = frames.Reader(cursor);
        var well = wells.Reader(cursor);

        var window = new List<(MappedFrame Frame, string Well)>();
        while (cursor.MoveNext())
        {
            options.Cancellation.ThrowIfCancellationRequested();
            window.Add((frame(), well()));
            if (window.Count == RowsAtOnce)
                Measure(window, examples, options);
            options.Progress?.Report(examples.Count + window.Count);
        }
        Measure(window, examples, options);
    }

    private static void Measure(List<(MappedFrame Frame, string Well)> window, List<DomainExample> examples, DomainTrainer.Options options)
    {
        var first = examples.Count;
        examples.AddRange(
            ParallelRows.Map(
                window.Count,
                i =>
                {
                    (var frame, var well) = window[i];
                    var random = new KeyedRandom(options.UsedSeed, RandomUse.ValidationFrames, first + i);
                    var square = Square(NetworkUnits.Of(frame.Frame, frame.Map, frame.PixelMicrons, options.PixelMicrons), random);
                    Acquisition.Apply(options.Acquisition, square, DomainModel.TileSize, random);
                    return new DomainExample(BandStatistics.Of(square, DomainModel.TileSize, DomainModel.TileSize), well);
                }
            )
        );
        window.Clear();
    }

    /// <summary>A square from anywhere in the frame, as networks are trained on; a smaller frame is continued by reflection.</summary>
    private static float[] Square((float[] Unit, int Height, int Width) frame, KeyedRandom random)
    {
        int height = Math.Min(frame.Height, DomainModel.TileSize),
            width = Math.Min(frame.Width, DomainModel.TileSize),
            top = random.Below(frame.Height - height + 1),
            left = random.Below(frame.Width - width + 1);
        var crop = new float[height * width];
        for (var y = 0; y < height; y++)
            frame.Unit.AsSpan((top + y) * frame.Width + left, width).CopyTo(crop.AsSpan(y * width));
        return new TileGrid(height, width, DomainModel.TileSize, overlap: 0).Extract(crop, 0);
    }
}
