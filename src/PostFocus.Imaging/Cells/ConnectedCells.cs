using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Cells;

/// <summary>Label images of what a network calls cell, pixel by pixel, as U-Nets for semantic segmentation do.</summary>
/// <remarks>Cells that touch are one: networks that tell outlines or distances keep them apart.</remarks>
public static class ConnectedCells
{
    /// <summary>Gives a number to each area of pixels of at least a value that are joined by their sides.</summary>
    /// <param name="values">How sure it is that a pixel is of a cell, axes [height, width]; NaN is of none.</param>
    /// <param name="least">The value from which on it is.</param>
    /// <param name="leastArea">Pixels of the smallest area that is taken, from 1.</param>
    /// <returns>The number of the cell at each pixel, from 1 in the order of their first pixels, 0 where there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The area is smaller than 1.</exception>
    public static Frame Label(Frame values, double least = 0.5, int leastArea = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastArea, 1);
        var labels = new float[values.Counts.Length];
        var seen = new bool[labels.Length];
        var number = 0;
        for (var start = 0; start < labels.Length; start++)
        {
            List<int> area = [];
            FloodFill.Into(area, [start], values.Height, values.Width, seen, at => values.Counts[at] >= least);
            if (area.Count < leastArea)
                continue;
            number++;
            area.ForEach(at => labels[at] = number);
        }
        return new(values.Height, values.Width, labels, PixelType.Float32);
    }
}
