namespace PostFocus.Imaging.NoData;

/// <summary>
/// The pixels of one frame that carry no data: what registration left over at the borders, masks, burnt-in bars and labels,
/// dead lines, hot pixels and cosmic rays, pixels that are NaN or infinite.
/// </summary>
/// <remarks>
/// Found from the frame alone, by signs that optics and camera noise do not show: a <em>plateau</em>, adjoining pixels of exactly one count
/// that ends in a step where an image, even a clipped one, fades; a <em>margin</em>, joined to the border, or a bar inside, of nearly one
/// count far from all others; what smoothed edges mix of these and the image; a <em>spike</em>, one or two pixels or 3 × 3 that stand out
/// from all around; and an <em>outlier</em>, at most two pixels wide, further outside of the frame's range than that range is wide. Clipped
/// halos fade into their surroundings and stay data, and so do neighbours that are equal because grey levels are few.
/// </remarks>
public sealed class MissingPixels
{
    // Pixels: the range of fewer is chance.
    private const int Least = 256;

    private readonly bool[] _missing;
    private readonly int _height,
        _width;

    private MissingPixels(bool[] missing, int height, int width) =>
        (_missing, _height, _width, Count) = (missing, height, width, missing.Count(true));

    /// <summary>How many there are, at least 1.</summary>
    public int Count { get; }

    /// <summary>Their share of the frame, above 0, to 1.</summary>
    public double Share => (double)Count / _missing.Length;

    /// <summary>True where a pixel carries no data, row-major, axes [height, width].</summary>
    public ReadOnlySpan<bool> Mask => _missing;

    internal bool Has(int pixel) => _missing[pixel];

    /// <summary>Looks for them.</summary>
    /// <param name="frame">The frame.</param>
    /// <returns>Null where every pixel carries data.</returns>
    public static MissingPixels? Find(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var counts = frame.Counts;
        // Made with the first such pixel: ordinary frames have none.
        bool[]? missing = null;
        for (var i = 0; i < counts.Length; i++)
        {
            if (!float.IsFinite(counts[i]))
                (missing ??= new bool[counts.Length])[i] = true;
        }
        var level = new Lazy<double>(() => GreyLevels.Distance(counts));
        Plateaus.Mark(counts, frame.Height, frame.Width, level, ref missing);
        if (counts.Length < Least)
            return missing is null ? null : new(missing, frame.Height, frame.Width);
        var sample = SampledPlaces.Sorted(counts, missing);
        if (Margins.Mark(counts, frame.Height, frame.Width, sample, level, ref missing))
            sample = SampledPlaces.Sorted(counts, missing);
        if (missing is not null)
            SmoothedEdges.Mark(counts, frame.Height, frame.Width, sample, missing);
        Spikes.Mark(counts, frame.Height, frame.Width, sample, level, ref missing);
        Outliers.Mark(counts, frame.Height, frame.Width, ref missing);
        return missing is null ? null : new(missing, frame.Height, frame.Width);
    }

    /// <summary>A mask of what either of two frames of one size lacks; null where neither lacks anything.</summary>
    /// <param name="one">What the one lacks; null: nothing.</param>
    /// <param name="other">What the other lacks; null: nothing.</param>
    internal static bool[]? InEither(MissingPixels? one, MissingPixels? other) =>
        one is null || other is null ? (one ?? other)?._missing : [.. one._missing.Zip(other._missing, (a, b) => a || b)];

    /// <summary>
    /// A copy in which what is missing is continued from what surrounds it: smoothly over the first three pixels, deeper by reflection.
    /// </summary>
    /// <param name="counts">Of this or another frame of the same size, row-major.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public float[] Fill(ReadOnlySpan<float> counts)
    {
        Check(counts.Length);
        return Continuation.Of(counts, _missing, _height, _width);
    }

    /// <summary>The counts of the pixels that carry data, in the order of the frame.</summary>
    /// <param name="counts">Of this or another frame of the same size, row-major.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public float[] Present(ReadOnlySpan<float> counts)
    {
        Check(counts.Length);
        var present = new float[counts.Length - Count];
        var at = 0;
        for (var i = 0; i < counts.Length; i++)
            if (!_missing[i])
                present[at++] = counts[i];
        return present;
    }

    /// <summary>Writes the missing pixels of one image into another.</summary>
    /// <param name="from">Row-major.</param>
    /// <param name="to">The same size.</param>
    /// <exception cref="ArgumentException">A length is another.</exception>
    public void Copy(ReadOnlySpan<float> from, Span<float> to)
    {
        Check(from.Length);
        Check(to.Length);
        for (var i = 0; i < from.Length; i++)
            if (_missing[i])
                to[i] = from[i];
    }

    private void Check(int length)
    {
        if (length != _missing.Length)
            throw new ArgumentException($"The image has {length} pixels, the frame {_missing.Length}.");
    }
}
