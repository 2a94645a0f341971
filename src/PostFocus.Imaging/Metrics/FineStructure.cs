using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Metrics;

/// <summary>Likeness of fine structure: of what a Gaussian takes away. Where an image is smooth, other measures hardly see it.</summary>
public static class FineStructure
{
    /// <summary>Standard deviation of the Gaussian, pixels.</summary>
    public const double Sigma = 2;

    private const double Truncate = 4;

    /// <summary>Pearson's correlation of the fine structure of two images, −1 to 1; NaN where one has none.</summary>
    /// <param name="reference">The truth, row-major, axes [height, width], any unit.</param>
    /// <param name="image">The image, any unit.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">An image's length is not height × width.</exception>
    public static double Pcc(ReadOnlySpan<float> reference, ReadOnlySpan<float> image, int height, int width) =>
        ImageMetrics.Pcc(Of(reference, height, width), Of(image, height, width));

    private static float[] Of(ReadOnlySpan<float> image, int height, int width)
    {
        ImageSize.Check(image, height, width, leastSide: 1);
        var coarse = GaussianBlur.Apply(image.ToDoubles(), height, width, Sigma, Truncate, Border.Mirrored);
        var fine = new float[image.Length];
        for (var i = 0; i < fine.Length; i++)
            fine[i] = (float)(image[i] - coarse[i]);
        return fine;
    }
}
