using Microsoft.ML.Data;
using PostFocus.Imaging.Cells;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Segmentation;

/// <summary>The cells of a frame.</summary>
/// <param name="Labels">Their number, from 1, at each pixel.</param>
/// <param name="Cells">Their outlines, in the order of their numbers.</param>
internal sealed record SegmentedFrame(float[] Labels, IReadOnlyList<StarPolygon> Cells);

/// <summary>A column made of them.</summary>
internal sealed record SegmentedColumn(string Name, DataViewType Type, Func<Func<SegmentedFrame>, Delegate> Getter)
{
    public static IReadOnlyList<SegmentedColumn> Of(string prefix, int rays, int height, int width) =>
        [
            new(
                prefix + SegmentCellsTransformer.CellLabelsColumn,
                new VectorDataViewType(NumberDataViewType.Single, height, width),
                current => Getters.Vector(() => current().Labels)
            ),
            new(
                prefix + SegmentCellsTransformer.CellCountColumn,
                NumberDataViewType.Int32,
                current => Getters.Scalar(() => current().Cells.Count)
            ),
            new(
                prefix + SegmentCellsTransformer.CellScoresColumn,
                new VectorDataViewType(NumberDataViewType.Single),
                current => Getters.Vector(() => [.. current().Cells.Select(cell => (float)cell.Score)])
            ),
            new(
                prefix + SegmentCellsTransformer.CellPolygonsColumn,
                new VectorDataViewType(NumberDataViewType.Single, 0, rays, 2),
                current =>
                    Getters.Vector(() =>
                        [.. current().Cells.SelectMany(cell => cell.Corners.SelectMany(c => new[] { (float)c.X, (float)c.Y }))]
                    )
            ),
        ];
}
