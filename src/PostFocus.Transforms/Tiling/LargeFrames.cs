namespace PostFocus.Transforms.Tiling;

/// <summary>
/// Frames whose own tiles keep all cores busy. They are evaluated one by one, as what goes with each of them takes memory.
/// </summary>
internal static class LargeFrames
{
    private const long Pixels = 1 << 20;

    /// <summary>How many frames of a size are evaluated together.</summary>
    /// <param name="frames">How many there are.</param>
    /// <param name="height">Of each, pixels.</param>
    /// <param name="width">Of each, pixels.</param>
    public static int Together(int frames, int height, int width) => (long)height * width < Pixels ? frames : 1;
}
