using PostFocus.Imaging.Registration;

namespace PostFocus.Imaging.Pairs;

/// <summary>A frame and the in-focus frame of the same instant.</summary>
/// <param name="Frame">The frame, out of focus unless it is the reference itself.</param>
/// <param name="Reference">The in-focus frame.</param>
/// <param name="Sequence">Name of the in-focus frame's sequence (well): what pairs are split by.</param>
/// <param name="FrameIndex">Zero-based index in time of the instant in that sequence.</param>
public sealed record FramePair(FrameLocation Frame, FrameLocation Reference, string Sequence, int FrameIndex)
{
    /// <summary>Whether the frame is out of focus, and not the reference itself.</summary>
    public bool IsOutOfFocus => Frame != Reference;

    /// <summary>Planes from the one in focus, along the stack; null where the frames are not of a stack.</summary>
    public int? PlaneOffset { get; init; }

    /// <summary>Plane offset times the distance of planes, in µm, signed as the offset; null where that is not known.</summary>
    public double? DefocusMicrons { get; init; }

    /// <summary>Side of a pixel of the frame in the sample, µm; null where it is not known.</summary>
    public double? PixelMicrons { get; init; }

    /// <summary>Where the frame's content lies, seen from the reference's; null where that was not measured.</summary>
    public FrameShift? Shift { get; init; }

    /// <summary>What of the frame is used.</summary>
    public FrameWindow FrameWindow { get; init; }

    /// <summary>What of the reference is used, of the same size as <see cref="FrameWindow"/>.</summary>
    public FrameWindow ReferenceWindow { get; init; }
}
