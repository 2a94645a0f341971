using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Yield;

/// <summary>The sequences of one input.</summary>
/// <param name="Name">What tables and plots call it.</param>
/// <param name="Path">The input as given.</param>
/// <param name="Search">Its sequences, and what was not taken.</param>
/// <param name="Labels">What a manifest says of its frames, by path: true = out of focus. Null where it says nothing.</param>
internal sealed record DataSet(string Name, string Path, SequenceSearch Search, IReadOnlyDictionary<string, bool>? Labels)
{
    public IReadOnlyList<FrameSequence> Sequences => Search.Sequences;

    public int Frames => Sequences.Sum(s => s.Frames.Count);

    /// <exception cref="FrameFormatException">An input holds no frames that can be found.</exception>
    /// <exception cref="PostFocusException">An input is given twice.</exception>
    public static IReadOnlyList<DataSet> Find(IReadOnlyList<string> paths, SequenceOptions options)
    {
        return
        [
            .. paths.Zip(
                DataSetPaths.Names(paths),
                (path, name) => new DataSet(name, path, FrameSequences.Search(path, options), LabelsOf(path))
            ),
        ];
    }

    /// <summary>What the labels say of a sequence; null where they say nothing.</summary>
    public IEnumerable<bool?> LabelsFor(FrameSequence sequence) =>
        sequence.Frames.Select(f => Labels!.TryGetValue(f.Path, out var label) ? label : (bool?)null);

    private static Dictionary<string, bool>? LabelsOf(string path)
    {
        if (!Manifest.HasExtension(path))
            return null;
        var labels = new Dictionary<string, bool>();
        foreach (var row in Manifest.Read(path))
        {
            if (row.OutOfFocus is { } label)
                labels[row.Path] = label;
        }
        return labels.Count > 0 ? labels : null;
    }
}
