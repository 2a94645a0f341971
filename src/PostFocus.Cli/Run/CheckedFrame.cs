using PostFocus.Imaging;

namespace PostFocus.Cli.Run;

/// <summary>One frame of a sequence after a first look at it.</summary>
/// <param name="Location">Where it lies.</param>
/// <param name="Index">Its index in the sequence; kept where other frames cannot be used.</param>
/// <param name="Height">Pixels; 0 if it cannot be read.</param>
/// <param name="Width">Pixels; 0 if it cannot be read.</param>
/// <param name="PixelType">Null if it cannot be read.</param>
/// <param name="Problem">Why it cannot be used; null if it can.</param>
internal sealed record CheckedFrame(
    FrameLocation Location, int Index, int Height, int Width, PixelType? PixelType, FrameFormatException? Problem)
{
    public static IReadOnlyList<CheckedFrame> Check(FrameSequence sequence, CancellationToken cancellation)
    {
        using var reader = new FrameReader();
        return [.. sequence.Frames.Zip(sequence.Indices, (location, index) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Check(reader, location, index, sequence.Problem);
        })];
    }

    private static CheckedFrame Check(FrameReader reader, FrameLocation location, int index, FrameFormatException? problem)
    {
        Frame? frame = null;
        try
        {
            frame = reader.Read(location);
            FrameCheck.Validate(frame, location);
        }
        catch (Exception e) when (Failure.IsOfFiles(e))
        {
            problem ??= e as FrameFormatException ?? new FrameFormatException(location.Path, location.Page, Failure.Reason(e), e);
        }
        return new(location, index, frame?.Height ?? 0, frame?.Width ?? 0, frame?.PixelType, problem);
    }
}
