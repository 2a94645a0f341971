namespace PostFocus.Imaging.Pairs;

/// <summary>A rectangle of a frame, in pixels.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
public readonly record struct FrameWindow(int Top, int Left, int Height, int Width)
{
    /// <summary>Cuts the rectangle out; a frame that it covers exactly is returned as it is.</summary>
    /// <exception cref="ArgumentException">The rectangle does not lie within the frame.</exception>
    public Frame Cut(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (Top < 0 || Left < 0 || Height < 1 || Width < 1 || Top > frame.Height - Height || Left > frame.Width - Width)
            throw new ArgumentException(
                $"{Height} × {Width} pixels from row {Top}, column {Left} do not lie within {frame.Height} × {frame.Width} (height × width).",
                nameof(frame)
            );
        if ((Height, Width) == (frame.Height, frame.Width))
            return frame;
        var counts = new float[Height * Width];
        for (var y = 0; y < Height; y++)
            frame.Counts.AsSpan((Top + y) * frame.Width + Left, Width).CopyTo(counts.AsSpan(y * Width));
        return new Frame(Height, Width, counts, frame.PixelType);
    }
}
