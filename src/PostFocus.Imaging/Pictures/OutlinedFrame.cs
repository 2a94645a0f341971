namespace PostFocus.Imaging.Pictures;

/// <summary>A frame with the outlines of its cells.</summary>
internal static class OutlinedFrame
{
    /// <param name="frame">The frame.</param>
    /// <param name="black">The count that is black.</param>
    /// <param name="white">The count that is white.</param>
    /// <param name="labels">The number of the cell at each of its pixels.</param>
    /// <param name="enlarged">Whole factor, so that lines are thinner than pixels.</param>
    public static Tile Of(Frame frame, double black, double white, Frame labels, int enlarged)
    {
        var (height, width) = (frame.Height * enlarged, frame.Width * enlarged);
        var greys = new byte[height * width];
        var lines = new bool[height * width];
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
        {
            var at = y * width + x;
            greys[at] = GreyScale.Of(frame.Counts[Pixel(y, x)], black, white);
            var label = labels.Counts[Pixel(y, x)];
            lines[at] =
                label > 0
                && (
                    y == 0
                    || x == 0
                    || y == height - 1
                    || x == width - 1
                    || labels.Counts[Pixel(y - 1, x)] != label
                    || labels.Counts[Pixel(y + 1, x)] != label
                    || labels.Counts[Pixel(y, x - 1)] != label
                    || labels.Counts[Pixel(y, x + 1)] != label
                );
        }
        return new(greys) { Lines = lines };

        int Pixel(int y, int x) => y / enlarged * frame.Width + x / enlarged;
    }
}
