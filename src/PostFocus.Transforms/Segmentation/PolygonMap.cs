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
    /// <summary>The polygons of at least a score that is the greatest among their neighbours', row by row.</summary>
    public IEnumerable<StarPolygon> Candidates(double leastScore)
    {
        for (var at = 0; at < Rows * Columns; at++)
        {
            var score = FocusVerdict.Logistic(Values[0][at]);
            var (row, column) = Math.DivRem(at, Columns);
            if (score < leastScore || !IsPeak(row, column))
                continue;
            yield return new StarPolygon(Middle(column), Middle(row), [.. Values.Skip(1).Select(ray => Math.Max(0, ray[at]))], score);
        }
    }

    /// <summary>Of equal neighbours the first is one.</summary>
    private bool IsPeak(int row, int column)
    {
        var logit = Values[0][row * Columns + column];
        for (var y = Math.Max(0, row - 1); y <= Math.Min(Rows - 1, row + 1); y++)
        for (var x = Math.Max(0, column - 1); x <= Math.Min(Columns - 1, column + 1); x++)
        {
            var other = Values[0][y * Columns + x];
            if (other > logit || other == logit && (y, x).CompareTo((row, column)) < 0)
                return false;
        }
        return true;
    }

    private double Middle(int square) => square * Grid + (Grid - 1) / 2.0;
}
