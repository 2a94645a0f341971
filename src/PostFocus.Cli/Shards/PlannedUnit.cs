using PostFocus.Cli.Journal;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Shards;

/// <summary>A unit of work as a plan knows it again: by name, frames and size. To read all bytes would take hours.</summary>
/// <param name="Name">Of the unit.</param>
/// <param name="Frames">Of its sequences; none of a file that is only copied.</param>
/// <param name="Bytes">Of its files.</param>
internal sealed record PlannedUnit(string Name, int Frames, long Bytes)
{
    /// <summary>A unit as it is now; a file that is gone has no bytes.</summary>
    public static PlannedUnit Of(WorkUnit unit) => new(unit.Name, FramesOf(unit), unit.Sources.Sum(BytesOf));

    /// <summary>How many frames a unit has.</summary>
    public static int FramesOf(WorkUnit unit) => unit.Sequences.Sum(s => s.Frames.Count);

    private static long BytesOf(string path) =>
        Directory.Exists(path) ? FolderTree.Files(path).OfType<FileInfo>().Where(file => file.LinkTarget is null).Sum(file => file.Length)
        : File.Exists(path) ? new FileInfo(path).Length
        : 0;
}
