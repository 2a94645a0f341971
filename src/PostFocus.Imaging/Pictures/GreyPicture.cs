namespace PostFocus.Imaging.Pictures;

/// <summary>An image in 256 greys at a size to look at: large ones are averaged down by a whole factor, small ones enlarged.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Greys">Row-major.</param>
/// <param name="Shrink">The factor that it was averaged down by.</param>
internal readonly record struct GreyPicture(int Height, int Width, byte[] Greys, int Shrink)
{
    private const int MostSide = 1024;

    /// <param name="image">Values in any unit, row-major.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="black">What is black.</param>
    /// <param name="white">What is white.</param>
    /// <param name="side">What the longer side of small ones is enlarged to, as far as a whole factor goes; 0: they stay.</param>
    /// <param name="most">The longer side that is not averaged down.</param>
    public static GreyPicture Draw(
        ReadOnlySpan<float> image,
        int height,
        int width,
        double black,
        double white,
        int side = 0,
        int most = MostSide
    )
    {
        var longer = Math.Max(height, width);
        int shrink = (longer + most - 1) / most,
            factor = Math.Max(1, side / longer);
        int outHeight = height / shrink * factor,
            outWidth = width / shrink * factor;
        var greys = new byte[outHeight * outWidth];
        for (var y = 0; y < outHeight; y++)
        for (var x = 0; x < outWidth; x++)
        {
            double sum = 0;
            for (var dy = 0; dy < shrink; dy++)
            for (var dx = 0; dx < shrink; dx++)
                sum += image[(y / factor * shrink + dy) * width + x / factor * shrink + dx];
            greys[y * outWidth + x] = GreyScale.Of(sum / (shrink * shrink), black, white);
        }
        return new(outHeight, outWidth, greys, shrink);
    }
}
