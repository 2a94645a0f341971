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
    public static int Together(int frames, int height, int width) => Is(height, width) ? 1 : frames;

    /// <summary>
    /// Collects what an evaluated frame has left behind, if it is a large one: .NET would wait until that is a gigabyte where memory is
    /// plentiful. Takes milliseconds, an evaluation seconds.
    /// </summary>
    /// <param name="height">Of the frame, pixels.</param>
    /// <param name="width">Of the frame, pixels.</param>
    public static void Collect(int height, int width)
    {
        if (Is(height, width))
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    private static bool Is(int height, int width) => (long)height * width >= Pixels;
}
