using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Cli.Shared;

/// <summary>The cells found in a frame.</summary>
/// <param name="Labels">The number of the cell at each pixel, 0 where there is none.</param>
/// <param name="Scores">How sure each is, by falling score, which is the order of their numbers.</param>
internal sealed record FrameCells(Frame Labels, IReadOnlyList<float> Scores)
{
    /// <summary>How sure a cell is, by its number.</summary>
    public float Score(int number) => Scores[number - 1];

    /// <summary>A function that reads the cells of the current row.</summary>
    /// <param name="row">Of a pipeline with SegmentCells.</param>
    /// <param name="prefix">Of its output columns.</param>
    public static Func<FrameCells> Reader(DataViewRow row, string prefix = "")
    {
        var column = row.Schema[prefix + SegmentCellsTransformer.CellLabelsColumn];
        var size = ((VectorDataViewType)column.Type).Dimensions;
        var labels = row.GetGetter<VBuffer<float>>(column);
        var scores = row.GetGetter<VBuffer<float>>(row.Schema[prefix + SegmentCellsTransformer.CellScoresColumn]);
        return () =>
        {
            VBuffer<float> numbers = default,
                sure = default;
            labels(ref numbers);
            scores(ref sure);
            return new(new(size[0], size[1], [.. numbers.DenseValues()], PixelType.UInt16), [.. sure.DenseValues()]);
        };
    }
}
