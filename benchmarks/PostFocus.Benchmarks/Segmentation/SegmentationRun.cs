using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Benchmarks.Segmentation;

/// <summary>Finds cells in a data set: in its frames, in those restored, and in their references.</summary>
/// <param name="context">The context.</param>
/// <param name="segmenter">Finds the cells.</param>
/// <param name="restorer">Restores the frames out of focus, each by itself; null: none.</param>
internal sealed class SegmentationRun(MLContext context, SegmentationModel segmenter, RestorationModel? restorer)
{
    public const string Network = "network",
        Variance = "local variance";

    private const string RestoredColumn = "Restored";

    private readonly List<ShownCells> _shown = [];

    /// <summary>The first frame in focus and out of focus of each well, to be drawn.</summary>
    public IReadOnlyList<ShownCells> Shown => _shown;

    /// <summary>The true cells of all frames, and what each method found in each version of a frame.</summary>
    public (IReadOnlyDictionary<(string Well, int Frame), Dictionary<int, TrueCell>> Truth, IReadOnlyList<SegmentedState> States) Segment(
        string folder,
        int? limit
    )
    {
        var truth = TrueCell.Read(folder);
        var frames = context.Data.LoadFrames(BenchmarkInput.Manifest(folder));
        if (limit is { } most)
            frames = context.Data.TakeRows(frames, most);
        var (height, width) = Size(frames.Schema);
        IEstimator<ITransformer> pipeline = Cells(LoadedColumns.Frame);
        var isPaired = frames.Schema.GetColumnOrNull(LoadedColumns.Reference) is not null;
        if (isPaired)
            pipeline = pipeline.Append(Cells(LoadedColumns.Reference));
        if (isPaired && restorer is not null)
        {
            pipeline = pipeline
                .Append(
                    context.Transforms.ConditionalRestore(
                        restorer,
                        new()
                        {
                            DecisionColumnName = LoadedColumns.Label,
                            NeighbourDistance = 0, // the frames of a well are focal planes, and would give the truth away
                        }
                    )
                )
                .Append(Cells(RestoredColumn));
        }
        var found = pipeline.Fit(frames).Transform(frames);
        var states = new List<SegmentedState>();
        using var cursor = found.GetRowCursor(found.Schema);
        var well = Reader<ReadOnlyMemory<char>>(LoadedColumns.Sequence);
        var index = Reader<int>(LoadedColumns.FrameIndex);
        var outOfFocus = isPaired ? Reader<bool>(LoadedColumns.Label) : () => false;
        while (cursor.MoveNext())
        {
            var (name, number) = (well().ToString(), index());
            var labels = Image(LoadedColumns.Mask, PixelType.UInt16);
            if (truth.TryGetValue((name, number), out var cells))
                foreach (var region in CellRegion.Of(labels))
                    cells[region.Label] = cells[region.Label].Shaped(region);
            (string State, string Column)[] versions = outOfFocus()
                ?
                [
                    (SegmentedState.OutOfFocus, LoadedColumns.Frame),
                    .. restorer is null ? [] : new[] { (SegmentedState.Restored, RestoredColumn) },
                    (SegmentedState.TrulySharp, LoadedColumns.Reference),
                ]
                : [(SegmentedState.InFocus, LoadedColumns.Frame)];
            foreach (var (state, column) in versions)
            {
                var image = Image(column, PixelType.Float32);
                var byNetwork = Image(column + SegmentCellsTransformer.CellLabelsColumn, PixelType.UInt16);
                states.Add(new(Network, state, name, number, CellMatching.Of(labels, byNetwork), byNetwork));
                var byVariance = VarianceSegmentation.Of(image);
                states.Add(new(Variance, state, name, number, CellMatching.Of(labels, byVariance), byVariance));
                if (state != SegmentedState.TrulySharp && !_shown.Any(s => s.Well == name && s.State == state))
                    _shown.Add(new(name, state, image, byNetwork, labels));
            }
        }
        return (truth, states);

        Frame Image(string column, PixelType type)
        {
            VBuffer<float> values = default;
            cursor.GetGetter<VBuffer<float>>(found.Schema[column])(ref values);
            return new(height, width, [.. values.DenseValues()], type);
        }

        Func<T> Reader<T>(string column)
        {
            var getter = cursor.GetGetter<T>(found.Schema[column]);
            T value = default!;
            return () =>
            {
                getter(ref value);
                return value;
            };
        }
    }

    private SegmentCellsEstimator Cells(string column) =>
        context.Transforms.SegmentCells(segmenter, new() { FrameColumnName = column, OutputPrefix = column });

    private static (int Height, int Width) Size(DataViewSchema schema) =>
        schema[LoadedColumns.Frame].Type is VectorDataViewType { Dimensions: [var height, var width] }
            ? (height, width)
            : throw new InvalidDataException("Frames have no size.");
}

/// <summary>A frame to be drawn, with the cells that the network found and the true ones.</summary>
internal sealed record ShownCells(string Well, string State, Frame Image, Frame Found, Frame Truth);
