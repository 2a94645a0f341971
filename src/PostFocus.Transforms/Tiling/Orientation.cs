namespace PostFocus.Transforms.Tiling;

/// <summary>One of the eight symmetries of the square, under which a network trained on all of them should not care.</summary>
/// <param name="Index">0 to 7: bit 0 mirrors columns, bit 1 mirrors rows, bit 2 swaps the axes; 0 changes nothing.</param>
internal readonly record struct Orientation(int Index)
{
    /// <summary>How many there are.</summary>
    public const int Count = 8;

    /// <summary>Whether an image [height, width] becomes one of [width, height].</summary>
    public bool SwapsAxes => (Index & 4) != 0;

    /// <summary>What lies above and left of an image after turning.</summary>
    /// <param name="share">What lies above it and left of it before, as a share of what lies beyond two opposite sides, 0 to 1.</param>
    public (double Above, double Left) Turn(double share)
    {
        (var above, var left) = ((Index & 2) != 0 ? 1 - share : share, (Index & 1) != 0 ? 1 - share : share);
        return SwapsAxes ? (left, above) : (above, left);
    }

    /// <summary>The image that was turned so.</summary>
    /// <param name="turned">Pixels in this orientation.</param>
    /// <param name="height">Rows of the image that is returned.</param>
    /// <param name="width">Columns of the image that is returned.</param>
    public float[] Undo(ReadOnlySpan<float> turned, int height, int width)
    {
        var image = new float[turned.Length];
        for (var i = 0; i < turned.Length; i++)
            image[Source(i, height, width)] = turned[i];
        return image;
    }

    /// <summary>The pixel of an image [height, width] that lies at (<paramref name="y"/>, <paramref name="x"/>) after turning.</summary>
    public (int Row, int Column) Source(int y, int x, int height, int width)
    {
        (var row, var column) = SwapsAxes ? (x, y) : (y, x);
        if ((Index & 1) != 0)
            column = width - 1 - column;
        if ((Index & 2) != 0)
            row = height - 1 - row;
        return (row, column);
    }

    private int Source(int pixel, int height, int width)
    {
        (var y, var x) = Math.DivRem(pixel, SwapsAxes ? height : width);
        (var row, var column) = Source(y, x, height, width);
        return row * width + column;
    }
}
