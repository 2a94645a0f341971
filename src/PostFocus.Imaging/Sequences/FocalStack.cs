namespace PostFocus.Imaging.Sequences;

/// <summary>A frame of a focal stack.</summary>
/// <param name="Number">Of its plane: in files of stacks counted from 0, in file names as written there.</param>
/// <param name="Location">Where it lies.</param>
internal sealed record FocalPlane(int Number, FrameLocation Location);

/// <summary>The focal planes of a field at one time.</summary>
/// <param name="Index">Index in time, as in <see cref="FrameSequence.Indices"/>.</param>
/// <param name="Planes">At least one, in the order of their numbers.</param>
internal sealed record FocalInstant(int Index, IReadOnlyList<FocalPlane> Planes);

/// <summary>A field that was recorded in several focal planes, once or over time.</summary>
/// <param name="Name">As that of a <see cref="FrameSequence"/>.</param>
/// <param name="Instants">At least one, in time order.</param>
internal sealed record FocalStack(string Name, IReadOnlyList<FocalInstant> Instants)
{
    /// <summary>Side of a pixel in the sample, µm; null where it is not known.</summary>
    public double? PixelMicrons { get; init; }

    /// <summary>Distance of neighbouring planes, µm; null where it is not known.</summary>
    public double? PlaneSpacingMicrons { get; init; }

    /// <summary>The frames of all planes as one sequence, instant after instant, counted from 0.</summary>
    public FrameSequence Frames =>
        new(Name, [.. Instants.SelectMany(instant => instant.Planes).Select(plane => plane.Location)]) { PixelMicrons = PixelMicrons };
}
