using System.Globalization;

namespace PostFocus.Imaging.NoData;

/// <summary>Refuses frames that no focus measure, network or metric can say anything about.</summary>
public static class FrameCheck
{
    /// <summary>The smallest side that a frame may have, in pixels.</summary>
    public const int SmallestSide = 16;

    /// <summary>The least share of a frame's pixels that must carry data (<see cref="MissingPixels"/>).</summary>
    public const double LeastData = 0.5;

    /// <summary>The share of a frame's rows from which on rows lost at one end, or repeated, are a failed transfer.</summary>
    public const double LostRows = 0.25;

    /// <summary>The same for rows lost between others, where no registration leaves a border.</summary>
    public const double LostRowsWithin = 0.125;

    /// <summary>How many rows between others may not repeat the one above, noise and all; a camera's dead row may.</summary>
    public const int RepeatedRowsWithin = 3;

    /// <summary>Counts lie between this and its negative: no camera records others, and arithmetic on them overflows.</summary>
    public const float LargestCount = 1e15f;

    /// <summary>Passes a usable frame and throws for any other.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="location">Where it came from: named in the error.</param>
    /// <returns>Pixels that carry no data; null where there are none.</returns>
    /// <exception cref="FrameFormatException">As the other overload says.</exception>
    public static MissingPixels? Validate(Frame frame, FrameLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return Validate(frame, location.Path, location.Page);
    }

    /// <summary>Passes a usable frame and throws for any other.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="name">What the error calls it: its path, or the row of a table.</param>
    /// <param name="page">Zero-based page in the file; null where there is none to name.</param>
    /// <returns>Pixels that carry no data, NaN and infinite ones among them; null where there are none.</returns>
    /// <exception cref="FrameFormatException">
    /// A side is under <see cref="SmallestSide"/> pixels, all counts are equal, less than <see cref="LeastData"/> of the pixels carry
    /// data, <see cref="LostRows"/> of the rows and more carry none at one end of the frame or repeat one row,
    /// <see cref="LostRowsWithin"/> and more carry none within it, <see cref="RepeatedRowsWithin"/> repeat a noisy row there, or a count
    /// that carries data is beyond <see cref="LargestCount"/>.
    /// </exception>
    public static MissingPixels? Validate(Frame frame, string name, int? page)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Height < SmallestSide || frame.Width < SmallestSide)
            throw Refuse(
                $"the frame is {frame.Height} × {frame.Width} pixels (height × width), but at least {SmallestSide} × {SmallestSide} are needed. Remove the file or crop it less."
            );
        if (!frame.Counts.AsSpan().ContainsAnyExcept(frame.Counts[0]))
            throw Refuse(
                $"every pixel has the same count ({frame.Counts[0]}), so there is nothing to focus on. The camera or the export failed here: remove the frame."
            );

        // All rows alike are a drawing: a transfer that breaks off has begun.
        var repeated = RepeatedRows.Of(frame);
        if (repeated.Longest >= LostRows * frame.Height && repeated.Longest < frame.Height - 1)
            throw Refuse(
                $"{repeated.Longest} of its {frame.Height} rows repeat one row: its transfer broke off. Remove the frame or export it again."
            );
        if (repeated.Within >= RepeatedRowsWithin)
            throw Refuse(
                $"{repeated.Within} of its {frame.Height} rows repeat the one above, noise and all: rows were lost in its transfer. Remove the frame or export it again."
            );
        var missing = MissingPixels.Find(frame);
        if (missing is not null)
            CheckMissing(missing);
        var largest = Largest(frame.Counts, missing);
        return largest <= LargestCount
            ? missing
            : throw Refuse(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it holds counts as large as {largest}, which no camera records; up to {LargestCount} can be used. Its export failed: remove the frame or export it again."
                )
            );

        void CheckMissing(MissingPixels missing)
        {
            if (RowsAtAnEnd(missing, frame) is var lost && lost >= LostRows * frame.Height)
                throw Refuse(
                    $"{lost} of its {frame.Height} rows at one end carry no data: its transfer broke off. Remove the frame or export it again; if it was cropped or shifted by so much, crop the border off."
                );
            if (RowsWithin(missing, frame) is var within && within >= LostRowsWithin * frame.Height)
                throw Refuse(
                    $"{within} of its {frame.Height} rows between others carry no data: rows were lost in its transfer. Remove the frame or export it again."
                );
            if (1 - missing.Share < LeastData)
                throw Refuse(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"only {100 * (1 - missing.Share):F0} % of its pixels carry data, the others are masked, constant, NaN or infinite; at least {100 * LeastData:F0} % are needed. Crop the frame to what was recorded."
                    )
                );
        }

        FrameFormatException Refuse(string reason) => new(name, page, reason);
    }

    private static float Largest(float[] counts, MissingPixels? missing)
    {
        var largest = 0f;
        for (var at = 0; at < counts.Length; at++)
            if (missing?.Has(at) != true)
                largest = Math.Max(largest, Math.Abs(counts[at]));
        return largest;
    }

    /// <summary>
    /// Rows without data between others with data. Not those of a bright wall that is clipped: parts of other rows then have the same
    /// count.
    /// </summary>
    internal static int RowsWithin(MissingPixels missing, Frame frame)
    {
        int first = missing.Mask.IndexOf(false) / frame.Width,
            last = missing.Mask.LastIndexOf(false) / frame.Width;
        var rows = Enumerable.Range(first, last - first + 1).ToLookup(IsLost);
        if (!rows[true].Any())
            return 0;
        var brightest = frame.Counts.Where(float.IsFinite).Max();
        return rows[false].Any(y => Row(y).Contains(brightest))
            ? rows[true].Count(y => Row(y).ContainsAnyExcept(brightest))
            : rows[true].Count();

        bool IsLost(int y) => !missing.Mask.Slice(y * frame.Width, frame.Width).Contains(false);

        ReadOnlySpan<float> Row(int y) => frame.Counts.AsSpan(y * frame.Width, frame.Width);
    }

    private static int RowsAtAnEnd(MissingPixels missing, Frame frame)
    {
        var first = missing.Mask.IndexOf(false) / frame.Width;
        var last = missing.Mask.LastIndexOf(false) / frame.Width;
        return missing.Mask.Contains(false) ? Math.Max(first, frame.Height - 1 - last) : frame.Height;
    }
}
