using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences.Search;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences;

/// <summary>The sequences of a manifest: its rows by sequence, in the order of their frame numbers.</summary>
internal static class ManifestSequences
{
    public static IReadOnlyList<FrameSequence> Find(string path, SearchNotes notes)
    {
        var lines = Manifest.ReadLines(path);
        ManifestRow[] rows = [.. lines.Select(line => line.Row)];
        if (rows.Length == 0)
            throw new FrameFormatException(path, null, "the manifest has no rows. List the frames, one a line.");
        if (Stacks(rows) is { Count: > 0 } stacks)
            notes.Remarks.Add(
                $"{Path.GetFileName(path)}: {Phrasing.Some(stacks)}: page 0 taken. A manifest names whole files: to take all pages, run the file itself or a folder of such files."
            );
        return
        [
            .. lines
                .GroupBy(line => line.Row.Sequence)
                .OrderBy(g => g.Key, NaturalOrder.Of(rows.Select(r => r.Sequence)))
                .Select(g => Sequence(path, g.Key.Length > 0 ? g.Key : Path.GetFileNameWithoutExtension(path), [.. g])),
        ];
    }

    /// <summary>The files of several pages.</summary>
    private static List<string> Stacks(IEnumerable<ManifestRow> rows) =>
        [
            .. from row in rows
            let pages = FrameFile.CountPagesOrOne(row.Path)
            where pages > 1
            select $"{Path.GetFileName(row.Path)} has {pages} pages",
        ];

    private static FrameSequence Sequence(string path, string name, ManifestLine[] lines)
    {
        double?[] pixels = [.. lines.Select(line => line.Row.PixelMicrons).Distinct()];
        if (pixels.Length > 1)
            throw new FrameFormatException(
                path,
                null,
                $"sequence '{name}' has rows of different pixel_um. Give all frames of a sequence the same, or none."
            );
        // A manifest without frame numbers lists the frames in time order; focal planes and pairs of one instant have one number.
        if (lines.All(line => line.Row.FrameIndex == 0 && (!line.IsNumbered || IsOfAnInstant(line.Row))))
            return new FrameSequence(name, [.. lines.Select(Location)]) { PixelMicrons = pixels[0] };
        if (lines.Any(line => line.IsNumbered) && lines.FirstOrDefault(line => !line.IsNumbered) is { Row: not null } unnumbered)
            throw new FrameFormatException(
                path,
                null,
                $"line {unnumbered.Line}: '{unnumbered.Row.Path}' has no number in the column 'frame', which other frames of sequence '{name}' have. Give it one, or leave 'frame' empty in all of them, where they are listed in the order of time."
            );
        ManifestLine[] inTime = [.. lines.OrderBy(line => line.Row.FrameIndex)];
        if (
            inTime.Zip(inTime.Skip(1)).FirstOrDefault(p => p.First.Row.FrameIndex == p.Second.Row.FrameIndex) is
            { First: { Row: not null } first, Second: { Row: not null } second }
        )
            throw new FrameFormatException(
                path,
                null,
                $"lines {first.Line} and {second.Line}: '{first.Row.Path}' and '{second.Row.Path}' are both frame {first.Row.FrameIndex} of sequence '{name}'. Correct the column 'frame' or 'sequence', or leave 'frame' empty where frames are listed in the order of time."
            );
        return new FrameSequence(name, [.. inTime.Select(Location)], indices: [.. inTime.Select(line => line.Row.FrameIndex)])
        {
            PixelMicrons = pixels[0],
        };
    }

    private static bool IsOfAnInstant(ManifestRow row) => row.DefocusMicrons is not null || row.ReferencePath is not null;

    private static FrameLocation Location(ManifestLine line) => new(line.Row.Path, 0);
}
