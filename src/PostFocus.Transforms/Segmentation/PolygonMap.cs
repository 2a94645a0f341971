using PostFocus.Imaging.Cells;
using PostFocus.Transforms.Classification;

namespace PostFocus.Transforms.Segmentation;

/// <summary>What a network tells of a frame: for each square of a grid the logit of a cell, and its distances.</summary>
/// <param name="Values">Channels [1 + rays], each row-major over the squares.</param>
/// <param name="Rows">Squares down.</param>
/// <param name="Columns">Squares across.</param>
/// <param name="Grid">Side of a square, pixels.</param>
internal sealed record PolygonMap(IReadOnlyList<float[]> Values, int Rows, int Columns, int Grid)
{
    /// <summary>The polygons of at least a score, row by row.</summary>
    public IEnumerable<StarPolygon> Candidates(double leastScore)
    {
        for (var at = 0; at < Rows * Columns; at++)
        {
            var score = FocusVerdict.Logistic(Values[0][at]);
            if (score < leastScore)
                continue;
            var (row, column) = Math.DivRem(at, Columns);
            yield return new StarPolygon(Middle(column), Middle(row), [.. Values.Skip(1).Select(ray => Math.Max(0, ray[at]))], score);
        }
    }

    private double Middle(int square) => square * Grid + (Grid - 1) / 2.0;
}
