namespace PostFocus.Cli.Output;

/// <summary>How a folder of results is written to.</summary>
/// <param name="Journals">Names, with *, of files by which work goes on in a folder that is not empty; none: it does in none.</param>
/// <param name="Otherwise">What an error says where there is none of them.</param>
/// <param name="Part">One of several that write side by side, by its name; null: one that is alone in the folder.</param>
internal sealed record FolderUse(IReadOnlyList<string> Journals, string Otherwise = "", string? Part = null)
{
    /// <summary>A new or empty folder, by nobody else.</summary>
    public static FolderUse Alone { get; } = new([]);

    /// <summary>Whether work can go on in the folder, whatever else there is.</summary>
    public bool GoesOnIn(string folder) => Journals.Any(name => Directory.EnumerateFiles(folder, name).Any());
}
