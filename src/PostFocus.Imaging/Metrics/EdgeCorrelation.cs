namespace PostFocus.Imaging.Metrics;

/// <summary>Correlation at the edges of the truth only, where focus shows and even ground does not count.</summary>
/// <remarks>
/// After Wu et al., Bioinformatics 40(8):btae467, 2024, who correlate along Canny edges of the in-focus image. Blur and
/// thresholds are ours: they are quantiles, so that the share of pixels that are looked at is the same for all cameras.
/// </remarks>
public static class EdgeCorrelation
{
    /// <summary>Blur before edges are looked for, standard deviation in pixels.</summary>
    public const double Sigma = 2;

    /// <summary>Thresholds of the edges: quantiles of the gradient's magnitude.</summary>
    public const double Low = 0.8,
        High = 0.9;

    /// <summary>Default distance from an edge up to which pixels count, pixels.</summary>
    public const int Radius = 2;

    /// <summary>Pixels at the edges of the truth.</summary>
    /// <param name="reference">The truth, row-major, axes [height, width].</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <param name="radius">Distance from an edge up to which pixels count, 0 to 50 pixels.</param>
    /// <returns>Axes [height, width]: true = at an edge.</returns>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is too small or the radius out of its range.</exception>
    public static bool[] Region(ReadOnlySpan<float> reference, int height, int width, int radius = Radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radius, 50);
        var edges = CannyEdges.FindByQuantiles(reference, height, width, Sigma, Low, High);
        var region = new bool[edges.Length];
        for (var i = 0; i < edges.Length; i++)
        {
            if (edges[i])
                Disc(i / width, i % width);
        }
        return region;

        void Disc(int centreY, int centreX)
        {
            for (var y = Math.Max(0, centreY - radius); y <= Math.Min(height - 1, centreY + radius); y++)
            {
                var half = (int)Math.Sqrt(radius * radius - (y - centreY) * (y - centreY));
                int from = Math.Max(0, centreX - half),
                    to = Math.Min(width - 1, centreX + half);
                region.AsSpan(y * width + from, to - from + 1).Fill(true);
            }
        }
    }

    /// <summary>Pearson's correlation over a region.</summary>
    /// <param name="reference">The truth, any axes.</param>
    /// <param name="image">The image, the same axes.</param>
    /// <param name="region">Pixels that count, the same axes: of <see cref="Region"/>.</param>
    /// <returns>-1 to 1; NaN for an empty region, or where an image is constant in it.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Pcc(ReadOnlySpan<float> reference, ReadOnlySpan<float> image, ReadOnlySpan<bool> region)
    {
        if (reference.Length != region.Length || image.Length != region.Length)
            throw new ArgumentException(
                $"The reference has {reference.Length} pixels, the image {image.Length}, the region {region.Length}.",
                nameof(region)
            );
        List<float> truths = [],
            values = [];
        for (var i = 0; i < region.Length; i++)
        {
            if (!region[i])
                continue;
            truths.Add(reference[i]);
            values.Add(image[i]);
        }
        return truths.Count == 0 ? double.NaN : ImageMetrics.Pcc(truths.ToArray(), values.ToArray());
    }

    /// <summary>Pearson's correlation at the edges of the truth.</summary>
    /// <param name="reference">The truth, row-major, axes [height, width].</param>
    /// <param name="image">The image, the same axes.</param>
    /// <param name="height">Rows, at least 3.</param>
    /// <param name="width">Columns, at least 3.</param>
    /// <param name="radius">Distance from an edge up to which pixels count, 0 to 50 pixels.</param>
    /// <returns>-1 to 1; NaN where the truth has no edges or the image is constant there.</returns>
    /// <exception cref="ArgumentException">An image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is too small or the radius out of its range.</exception>
    public static double Pcc(ReadOnlySpan<float> reference, ReadOnlySpan<float> image, int height, int width, int radius = Radius) =>
        Pcc(reference, image, Region(reference, height, width, radius));
}
