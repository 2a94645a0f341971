namespace PostFocus.Imaging.Pictures;

/// <summary>The outlines of a label image: pixels of a cell beside one that is not of it.</summary>
internal static class CellOutlines
{
    /// <param name="labels">The number of the cell at each pixel.</param>
    /// <param name="enlarged">Whole factor that the picture is enlarged by, so that lines are thinner than pixels.</param>
    /// <param name="shrink">Whole factor that it is made smaller by.</param>
    /// <returns>Whether a pixel of the picture is of an outline, row-major.</returns>
    public static bool[] Of(Frame labels, int enlarged = 1, int shrink = 1)
    {
        int height = labels.Height / shrink * enlarged,
            width = labels.Width / shrink * enlarged;
        var lines = new bool[height * width];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var label = Label(y, x);
            lines[y * width + x] =
                label > 0
                && (
                    y == 0
                    || x == 0
                    || y == height - 1
                    || x == width - 1
                    || Label(y - 1, x) != label
                    || Label(y + 1, x) != label
                    || Label(y, x - 1) != label
                    || Label(y, x + 1) != label
                );
        }
        return lines;

        float Label(int y, int x) => labels.Counts[y / enlarged * shrink * labels.Width + x / enlarged * shrink];
    }
}
