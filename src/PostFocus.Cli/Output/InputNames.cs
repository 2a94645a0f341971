using PostFocus.Imaging.Files;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Output;

/// <summary>
/// What tables call the files of an input: by their paths relative to it, or where it is a file or a Zarr folder, to the folder around it.
/// </summary>
/// <param name="input">What the user gave.</param>
internal sealed class InputNames(string input)
{
    private readonly string _root = Root(input);

    /// <summary>What tables call a file, '/'-separated.</summary>
    public string Name(string path) => Paths.Relative(_root, path);

    /// <summary>The file that they call so.</summary>
    public string Source(string name) => Path.Combine(_root, name);

    /// <summary>A message with its files named as tables call them.</summary>
    public string Relative(string message) =>
        Wording.Shown(message.Replace(_root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));

    private static string Root(string input)
    {
        var full = Paths.Full(input);
        var isImage = File.Exists(full) || FrameFormats.OfFolder(full) is not null;
        return isImage ? Path.GetDirectoryName(full)! : full;
    }
}
