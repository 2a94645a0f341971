using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Metrics;

/// <summary>Likeness of an image to a reference, in double precision.</summary>
public static class ImageMetrics
{
    /// <summary>Mean squared difference of the pixels.</summary>
    /// <param name="reference">The truth, any axes, at least one pixel.</param>
    /// <param name="image">The image, the same axes and unit.</param>
    /// <returns>In the unit's square, 0 or more.</returns>
    /// <exception cref="ArgumentException">The images differ in length or are empty.</exception>
    public static double MeanSquaredError(ReadOnlySpan<float> reference, ReadOnlySpan<float> image)
    {
        CheckLengths(reference, image);
        var sum = 0.0;
        for (var i = 0; i < image.Length; i++)
        {
            var difference = (double)reference[i] - image[i];
            sum += difference * difference;
        }
        return sum / image.Length;
    }

    /// <summary>Peak signal-to-noise ratio: 10 log10(dataRange² / mean squared error).</summary>
    /// <param name="reference">The truth, any axes, at least one pixel.</param>
    /// <param name="image">The image, the same axes and unit.</param>
    /// <param name="dataRange">Peak-to-peak range in the images' unit (2 for unit intensities of [-1, 1]); above 0.</param>
    /// <returns>dB; positive infinity for equal images.</returns>
    /// <exception cref="ArgumentException">The images differ in length or are empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dataRange"/> is not a finite number above 0.</exception>
    public static double Psnr(ReadOnlySpan<float> reference, ReadOnlySpan<float> image, double dataRange)
    {
        CheckRange(dataRange);
        return 10 * Math.Log10(dataRange * dataRange / MeanSquaredError(reference, image));
    }

    /// <summary>Pearson's correlation coefficient.</summary>
    /// <param name="reference">The truth, any axes, at least one pixel.</param>
    /// <param name="image">The image, the same axes; its unit and offset do not matter.</param>
    /// <returns>-1 to 1; NaN where either image is constant, because no correlation is defined then.</returns>
    /// <exception cref="ArgumentException">The images differ in length or are empty.</exception>
    public static double Pcc(ReadOnlySpan<float> reference, ReadOnlySpan<float> image)
    {
        CheckLengths(reference, image);
        double referenceMean = Moments.Mean(reference),
            imageMean = Moments.Mean(image);
        double covariance = 0,
            referenceVariance = 0,
            imageVariance = 0;
        for (var i = 0; i < image.Length; i++)
        {
            double r = reference[i] - referenceMean,
                v = image[i] - imageMean;
            covariance += r * v;
            referenceVariance += r * r;
            imageVariance += v * v;
        }
        // A sum of equal floats is exact, so that a constant image has a variance of 0.
        return Math.Clamp(covariance / (Math.Sqrt(referenceVariance) * Math.Sqrt(imageVariance)), -1, 1);
    }

    internal static void CheckRange(double dataRange)
    {
        if (!(dataRange > 0) || double.IsInfinity(dataRange))
            throw new ArgumentOutOfRangeException(nameof(dataRange), dataRange, "The data range must be a finite number above 0.");
    }

    private static void CheckLengths(ReadOnlySpan<float> reference, ReadOnlySpan<float> image)
    {
        if (reference.Length != image.Length)
            throw new ArgumentException($"The reference has {reference.Length} pixels, the image {image.Length}.", nameof(image));
        if (image.IsEmpty)
            throw new ArgumentException("The images are empty.", nameof(image));
    }
}
