using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Pairs;

/// <summary>Pairs of frames that have one name in different folders.</summary>
internal static class FolderPairs
{
    private const int MostNamed = 3;

    public static IReadOnlyList<FramePair> Find(IReadOnlyList<string> outOfFocus, string inFocus, SequenceOptions options, out int unused)
    {
        var references = Frames(inFocus, options);
        var partners = outOfFocus.SelectMany(folder => Partners(folder, inFocus, references, options)).ToLookup(p => p.Reference);
        unused = references.Values.Count(r => !partners.Contains(r.Location));
        return [.. references.Values.SelectMany(r => partners[r.Location])];
    }

    private static List<FramePair> Partners(
        string folder,
        string inFocus,
        IReadOnlyDictionary<string, NamedFrame> references,
        SequenceOptions options
    )
    {
        var frames = Frames(folder, options);
        string[] alone = [.. frames.Keys.Where(name => !references.ContainsKey(name))];
        if (alone.Length > 0)
        {
            string[] unmatched = [.. references.Keys.Where(name => !frames.ContainsKey(name))];
            var there = unmatched.Length > 0 ? $", which has {List(unmatched)} instead" : "";
            throw new FrameFormatException(
                folder,
                null,
                $"{alone.Length} of its {frames.Count} frames have no partner of the same name in '{inFocus}': {List(alone)}{there}. "
                    + "Give both frames of an instant the same name (the extension may differ), or list the pairs in a manifest with reference_path."
            );
        }
        return
        [
            .. frames
                .Select(f => (Frame: f.Value, Reference: references[f.Key]))
                .Select(f => new FramePair(f.Frame.Location, f.Reference.Location, f.Reference.Sequence, f.Reference.Index)
                {
                    PixelMicrons = f.Frame.PixelMicrons,
                }),
        ];
    }

    /// <summary>Frames by their path within the folder, without extension, in the order of the sequences.</summary>
    private static OrderedDictionary<string, NamedFrame> Frames(string folder, SequenceOptions options)
    {
        var frames = new OrderedDictionary<string, NamedFrame>(StringComparer.Ordinal);
        foreach (var sequence in FrameSequences.Find(folder, options))
        {
            if (sequence.Problem is { } problem)
                throw problem;
            for (var frame = 0; frame < sequence.Frames.Count; frame++)
            {
                var location = sequence.Frames[frame];
                var name = Name(folder, location.Path) + Number(sequence.Layout, frame);
                if (!frames.TryAdd(name, new NamedFrame(location, sequence.Name, sequence.Indices[frame], sequence.PixelMicrons)))
                    throw new FrameFormatException(
                        location.Path,
                        null,
                        $"'{frames[name].Location.Path}' has the same name but for the extension, so no partner can be told. Keep one of them."
                    );
            }
        }
        return frames;
    }

    private static string Name(string folder, string path) =>
        File.Exists(folder) ? "" : Path.ChangeExtension(Paths.Relative(folder, path), null);

    /// <summary>Which frame of a multi-page file.</summary>
    private static string Number(StackLayout? layout, int frame) =>
        layout switch
        {
            null => "",
            { SeriesCount: > 1 } => $" series {layout.Series} frame {frame}",
            _ => $" frame {frame}",
        };

    private static string List(string[] names) =>
        string.Join(", ", names.Take(MostNamed).Select(n => $"'{n}'")) + (names.Length > MostNamed ? ", …" : "");

    private readonly record struct NamedFrame(FrameLocation Location, string Sequence, int Index, double? PixelMicrons);
}
