using PostFocus.Imaging.Storage;

namespace PostFocus.Benchmarks.Input;

/// <summary>One of the folders that frames come from.</summary>
internal static class DataFolder
{
    public static string Name(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    public static bool Holds(string folder, string file) => RealPath.IsWithin(Path.GetFullPath(file), Paths.Full(folder));

    /// <summary>The file that a simulated data set keeps of the same instant: FOLDER/masks/WELL/FILE of FOLDER/frames/WELL/FILE.</summary>
    /// <param name="frame">Path of a frame.</param>
    /// <param name="kind">Name of the other folder.</param>
    public static string Beside(string frame, string kind)
    {
        var well = Path.GetDirectoryName(frame)!;
        return Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(well))!, kind, Path.GetFileName(well), Path.GetFileName(frame));
    }
}
