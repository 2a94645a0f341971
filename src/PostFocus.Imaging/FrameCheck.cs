namespace PostFocus.Imaging;

/// <summary>Refuses frames that no focus measure, network or metric can say anything about.</summary>
public static class FrameCheck
{
    /// <summary>The smallest side that a frame may have, in pixels.</summary>
    public const int SmallestSide = 16;

    /// <summary>Passes a usable frame and throws for any other.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="location">Where it came from: named in the error.</param>
    /// <exception cref="FrameFormatException">
    /// A side is under <see cref="SmallestSide"/> pixels, a count is NaN or infinite, or all counts are equal.
    /// </exception>
    public static void Validate(Frame frame, FrameLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        Validate(frame, location.Path, location.Page);
    }

    /// <summary>Passes a usable frame and throws for any other.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="name">What the error calls it: its path, or the row of a table.</param>
    /// <param name="page">Zero-based page in the file; null where there is none to name.</param>
    /// <exception cref="FrameFormatException">
    /// A side is under <see cref="SmallestSide"/> pixels, a count is NaN or infinite, or all counts are equal.
    /// </exception>
    public static void Validate(Frame frame, string name, int? page)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.Height < SmallestSide || frame.Width < SmallestSide)
            throw Refuse($"the frame is {frame.Height} × {frame.Width} pixels (height × width), but at least {SmallestSide} × {SmallestSide} are needed. Remove the file or crop it less.");

        var first = frame.Counts[0];
        var constant = true;
        for (var i = 0; i < frame.Counts.Length; i++)
        {
            var count = frame.Counts[i];
            if (!float.IsFinite(count))
                throw Refuse($"the count at row {i / frame.Width}, column {i % frame.Width} is {(float.IsNaN(count) ? "NaN" : "infinite")}. Export the frame again, or replace such pixels.");
            constant &= count == first;
        }
        if (constant)
            throw Refuse($"every pixel has the same count ({first}), so there is nothing to focus on. The camera or the export failed here: remove the frame.");

        FrameFormatException Refuse(string reason) => new(name, page, reason);
    }
}
