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
        for (var y = 0; y < height; y++)
        for (var x = 0; x < width; x++)
            greys[y * width + x] = GreyScale.Of(frame.Counts[y / enlarged * frame.Width + x / enlarged], black, white);
        return new(greys) { Lines = [.. CellOutlines.Of(labels, enlarged).Select(line => line ? LineColour.Orange : LineColour.None)] };
    }
}
