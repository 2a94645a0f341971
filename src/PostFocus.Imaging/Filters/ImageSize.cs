namespace PostFocus.Imaging.Filters;

/// <summary>Checks that an image has the size that is said.</summary>
internal static class ImageSize
{
    public static void Check(ReadOnlySpan<float> image, int height, int width, int leastSide)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, leastSide);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, leastSide);
        if (image.Length != (long)height * width)
            throw new ArgumentException(
                $"An image of {height} × {width} has {(long)height * width} pixels, not {image.Length}.",
                nameof(image)
            );
    }

    public static double[] ToDoubles(this ReadOnlySpan<float> image)
    {
        var doubles = new double[image.Length];
        for (var i = 0; i < image.Length; i++)
            doubles[i] = image[i];
        return doubles;
    }
}
