using PostFocus.Imaging.Files;

namespace PostFocus.Benchmarks.Frames;

/// <summary>Where a simulated frame shows cells.</summary>
internal static class CellPixels
{
    private const int FewestPixels = 12;

    /// <summary>Whether there is a mask beside the frame.</summary>
    public static bool IsKnown(string frame) => File.Exists(PathOf(frame));

    /// <summary>The pixels of cells, [height, width]; null where too little of a cell lies in the frame.</summary>
    public static bool[]? Read(string frame)
    {
        bool[] cells = [.. FrameFile.Read(PathOf(frame)).Counts.Select(number => number > 0)];
        return cells.Count(c => c) < FewestPixels ? null : cells;
    }

    private static string PathOf(string frame) => DataFolder.Beside(frame, "masks");
}
