using PostFocus.Imaging.Pictures;

namespace PostFocus.Cli.Run;

/// <summary>An image in 256 greys, for people to look at.</summary>
internal static class GreyPicture
{
    private const int MostSide = 1024;

    /// <summary>The whole factor that larger frames are averaged down by; 1 for all others.</summary>
    public static int Shrink(int height, int width) => (Math.Max(height, width) + MostSide - 1) / MostSide;

    /// <param name="image">Row-major.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="outHeight">Rows of the picture.</param>
    /// <param name="outWidth">Columns of the picture.</param>
    /// <param name="factor">Whole factor that it is enlarged by.</param>
    /// <param name="shrink">Whole factor that it is averaged down by.</param>
    /// <param name="black">What is black.</param>
    /// <param name="white">What is white.</param>
    public static byte[] Draw(
        ReadOnlySpan<float> image,
        int width,
        int outHeight,
        int outWidth,
        int factor,
        int shrink,
        double black,
        double white
    )
    {
        var cell = new byte[outHeight * outWidth];
        for (var y = 0; y < outHeight; y++)
        for (var x = 0; x < outWidth; x++)
        {
            double sum = 0;
            for (var dy = 0; dy < shrink; dy++)
            for (var dx = 0; dx < shrink; dx++)
                sum += image[(y / factor * shrink + dy) * width + x / factor * shrink + dx];
            cell[y * outWidth + x] = GreyScale.Of(sum / (shrink * shrink), black, white);
        }
        return cell;
    }
}
