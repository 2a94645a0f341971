using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Baselines;

/// <summary>Unsharp masking, the sharpening that every image program has.</summary>
public static class UnsharpMask
{
    /// <summary>Default radius: that of scikit-image's <c>unsharp_mask</c>, pixels.</summary>
    public const double DefaultRadius = 1;

    /// <summary>Default amount: that of scikit-image's <c>unsharp_mask</c>.</summary>
    public const double DefaultAmount = 1;

    private const double Truncate = 4;

    /// <summary>image + amount · (image − Gaussian blur of it), the image being continued by reflection; nothing is clipped.</summary>
    /// <param name="image">Row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="radius">Standard deviation of the blur, 0 to 100 pixels.</param>
    /// <param name="amount">Strength, 0 to 100.</param>
    /// <returns>The same axes and unit.</returns>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side, the radius or the amount is out of its range.</exception>
    public static float[] Sharpen(
        ReadOnlySpan<float> image,
        int height,
        int width,
        double radius = DefaultRadius,
        double amount = DefaultAmount
    )
    {
        ImageSize.Check(image, height, width, 1);
        if (!(radius >= 0 && radius <= 100))
            throw new ArgumentOutOfRangeException(nameof(radius), radius, "The radius must lie between 0 and 100 pixels.");
        if (!(amount >= 0 && amount <= 100))
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "The amount must lie between 0 and 100.");
        var blurred = GaussianBlur.Apply(image.ToDoubles(), height, width, radius, Truncate, Border.Mirrored);
        var sharp = new float[image.Length];
        for (var i = 0; i < sharp.Length; i++)
            sharp[i] = (float)(image[i] + amount * (image[i] - blurred[i]));
        return sharp;
    }
}
