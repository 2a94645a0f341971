using PostFocus.Transforms.Frames;

namespace PostFocus.Transforms.Restoration;

/// <summary>The nearest frame in focus before or after a frame of a video.</summary>
/// <param name="Frame">The frame, in counts.</param>
/// <param name="Distance">How many frames away, 1 or more.</param>
internal sealed record Neighbour(NamedFrame Frame, long Distance)
{
    /// <summary>Channels of a network's input for one neighbour: its pixels, and everywhere its nearness; zeros where there is none.</summary>
    public const int Channels = 2;

    /// <summary>1 for the next frame, 1/n for the n-th.</summary>
    public static float Nearness(long distance) => 1f / distance;
}
