using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Output;

/// <summary>
/// What tables call the files of an input: by their paths relative to it, or where it is a file or a Zarr image, to the folder around it.
/// </summary>
/// <param name="input">What the user gave.</param>
/// <param name="sequences">What was found in it.</param>
internal sealed class InputNames(string input, IReadOnlyList<FrameSequence> sequences)
{
    private readonly string _root = Root(input, sequences);

    /// <summary>What tables call a file, '/'-separated.</summary>
    public string Name(string path) => Paths.Relative(_root, path);

    /// <summary>The file that they call so.</summary>
    public string Source(string name) => Path.Combine(_root, name);

    /// <summary>A message with its files named as tables call them.</summary>
    public string Relative(string message) =>
        Wording.Shown(message.Replace(_root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));

    private static string Root(string input, IReadOnlyList<FrameSequence> sequences)
    {
        var full = Paths.Full(input);
        var isImage = File.Exists(full) || sequences.Any(s => s.Layout is { } layout && Paths.Full(layout.Path) == full);
        return isImage ? Path.GetDirectoryName(full)! : full;
    }
}
