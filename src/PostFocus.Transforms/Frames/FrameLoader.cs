using Microsoft.ML;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Frames;

/// <summary>Files to rows of frames.</summary>
internal static class FrameLoader
{
    public static IDataView Load(IEnumerable<string> paths, StackOptions? options = null) =>
        View([.. paths.SelectMany(path => Rows(path, options))]);

    public static IDataView Load(IEnumerable<FrameSequence> sequences) => View([.. sequences.SelectMany(Rows)]);

    public static IDataView Load(FramePairs pairs) => new FramesView(
        [.. pairs.Pairs.Select(p => new FrameRow(
            p.Frame, p.Sequence, p.FrameIndex, p.IsOutOfFocus, p.Reference, p.DefocusMicrons, p.FrameWindow, p.ReferenceWindow))],
        pairs.Height, pairs.Width);

    private static FramesView View(List<FrameRow> rows)
    {
        if (rows.Count == 0)
            throw new ArgumentException("There are no frames to load: no path was given.");
        Frame first = FrameFile.Read(rows[0].Location.Path, rows[0].Location.Page);
        return new FramesView(rows, first.Height, first.Width);
    }

    private static IEnumerable<FrameRow> Rows(string path, StackOptions? options) =>
        string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase)
            ? Manifest.Read(path).Select(row => new FrameRow(
                new FrameLocation(row.Path, 0), row.Sequence, row.FrameIndex, row.OutOfFocus,
                row.ReferencePath is { } reference ? new FrameLocation(reference, 0) : null, row.DefocusMicrons))
            : FrameSequences.Find(path, options).SelectMany(Rows);

    private static IEnumerable<FrameRow> Rows(FrameSequence sequence) =>
        sequence.Frames.Select((location, index) => new FrameRow(location, sequence.Name, index));
}
