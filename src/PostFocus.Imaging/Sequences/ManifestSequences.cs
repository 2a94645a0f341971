using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences.Search;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences;

/// <summary>The sequences of a manifest: its rows by sequence, in the order of their frame numbers.</summary>
internal static class ManifestSequences
{
    public static IReadOnlyList<FrameSequence> Find(string path, SearchNotes notes)
    {
        var rows = Manifest.Read(path);
        if (rows.Count == 0)
            throw new FrameFormatException(path, null, "the manifest has no rows. List the frames, one a line.");
        if (Stacks(rows) is { Count: > 0 } stacks)
            notes.Remarks.Add(
                $"{Path.GetFileName(path)}: {Phrasing.Some(stacks)}: page 0 taken. A manifest names whole files: to take all pages, run the file itself or a folder of such files."
            );
        return
        [
            .. rows.GroupBy(r => r.Sequence)
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

    private static FrameSequence Sequence(string path, string name, ManifestRow[] rows)
    {
        double?[] pixels = [.. rows.Select(r => r.PixelMicrons).Distinct()];
        if (pixels.Length > 1)
            throw new FrameFormatException(
                path,
                null,
                $"sequence '{name}' has rows of different pixel_um. Give all frames of a sequence the same, or none."
            );
        // A manifest without frame numbers lists the frames in time order.
        if (rows.All(r => r.FrameIndex == 0))
            return new FrameSequence(name, [.. rows.Select(Location)]) { PixelMicrons = pixels[0] };
        ManifestRow[] inTime = [.. rows.OrderBy(r => r.FrameIndex)];
        if (
            inTime.Zip(inTime.Skip(1)).FirstOrDefault(p => p.First.FrameIndex == p.Second.FrameIndex) is
            { First: { } first, Second: { } second }
        )
            throw new FrameFormatException(
                path,
                null,
                $"'{first.Path}' and '{second.Path}' are both frame {first.FrameIndex} of sequence '{name}'. Correct the column 'frame' or 'sequence'."
            );
        return new FrameSequence(name, [.. inTime.Select(Location)], indices: [.. inTime.Select(r => r.FrameIndex)])
        {
            PixelMicrons = pixels[0],
        };
    }

    private static FrameLocation Location(ManifestRow row) => new(row.Path, 0);
}
