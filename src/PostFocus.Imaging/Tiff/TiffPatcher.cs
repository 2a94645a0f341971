using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tiff;

/// <summary>
/// Replaces the pixels of pages in a copy of a TIFF file. All else stays as it is, byte for byte: tags known and
/// unknown, page order, byte order, other pages.
/// </summary>
internal sealed class TiffPatcher : IPageReplacer
{
    private const ushort Long = 4;
    private const ushort Long8 = 16;

    private readonly Stream _file;
    private readonly Provenance? _provenance;
    private readonly TiffStructure _structure;
    private readonly TiffAppender _appender;
    private readonly TiffRanges _used = new();
    private ulong _besides;

    /// <param name="file">The copy; closed with the patcher.</param>
    /// <param name="templatePath">What errors call it.</param>
    /// <param name="provenance">What to note at the end; null: nothing.</param>
    public TiffPatcher(Stream file, string templatePath, Provenance? provenance)
    {
        _file = file;
        _provenance = provenance;
        _structure = new TiffStructure(file, templatePath);
        _appender = new TiffAppender(file, _structure);
        _used.Add(0, _structure.HeaderBytes);
        foreach (var directory in _structure.Directories())
            AddUsed(directory);
    }

    public void Replace(int page, Frame frame)
    {
        var layout = WritablePage(_structure, page, frame);
        var directory = layout.Directory;
        // Those beside a directory that pages share are of the first alone.
        var beside = _structure.Planes is not { Count: > 1 } ? TiffSubImages.Of(_structure, layout) : [];
        (TiffSubImage Image, Frame? Level)[] levels = [.. beside.Select(b => (b, Level(b, frame)))];
        Segments[] all =
        [
            Encoded(frame, layout),
            .. levels.Where(l => l.Level is not null).Select(l => Encoded(l.Level!, l.Image.Layout!)),
        ];
        if (_structure.Planes is { Count: > 1 } && all[0].InPlace.Contains(false))
            throw new FrameFormatException(
                _structure.Bytes.Path,
                page,
                "its pages share one directory, and their pixels overlap other things in the file, so it can be read but not written. Save it again, for example with ImageJ."
            );
        // All of it or nothing.
        _appender.RequireRoom(all.Sum(s => s.MostAppended(_structure.OffsetBytes)) + beside.Count * sizeof(ulong));
        foreach (var segments in all)
            Replace(segments);
        TiffSubImage[] kept = [.. levels.Where(l => !l.Image.IsLevel || l.Level is not null).Select(l => l.Image)];
        if (kept.Length < beside.Count)
            KeepBeside(directory, kept);
    }

    /// <summary>How a page is stored, where that has a place for a frame.</summary>
    /// <exception cref="FrameFormatException">It has none.</exception>
    public static TiffPage WritablePage(TiffStructure structure, int page, Frame frame)
    {
        var path = structure.Bytes.Path;
        var layout = new TiffPageReader(structure, structure.Directory(page)).Read();
        frame.RequireLike($"Page {page} of {path}", layout.Height, layout.Width, layout.CountType);
        if (layout.Palette?.Lacks(frame) is { } count)
            throw new FrameFormatException(
                path,
                page,
                $"its palette has no grey of {count} counts, so the new pixels cannot be stored in it. Save it as grey first, for example with ImageJ: Image > Type > 16-bit."
            );
        return layout.CanBeWritten
            ? layout
            : throw new FrameFormatException(
                path,
                page,
                $"its tiles are {layout.SegmentHeight} × {layout.SegmentWidth} pixels, no multiples of 16, so it can be read but not written. Save it again, for example with ImageJ."
            );
    }

    public void Complete(IEnumerable<int> replaced)
    {
        if (_provenance is not null)
            TiffProvenance.Write(_file, _structure.Bytes.Path, _provenance, Provenance.Pages(replaced));
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// Pages may share a strip (writers do so for equal pages), and in a damaged file a strip may lie over anything:
    /// what serves more than one purpose must not be overwritten.
    /// </summary>
    private void AddUsed(TiffDirectory directory)
    {
        // A page without a directory of its own adds nothing but pixels.
        if (directory.Shift == 0)
        {
            _used.Add(directory.Offset, directory.Bytes);
            foreach (var entry in directory.Entries.Values)
                if (!entry.IsInline)
                    _used.Add(entry.ValueOffset, entry.Bytes);
        }
        // The list of a volume is that of all its planes.
        if (directory.Shift == 0 || _structure.Planes is not { AreFocal: true })
        {
            AddSegments(directory, 273, 279);
            AddSegments(directory, 324, 325);
        }
        // Pages that share theirs could be more than anyone has time to read.
        if (_besides > (ulong)_structure.Bytes.Length)
            return;
        foreach (var beside in TiffSubImages.Find(_structure, directory).Select(b => b.Directory).OfType<TiffDirectory>())
            if ((_besides += beside.Bytes) <= (ulong)_structure.Bytes.Length)
                AddUsed(beside with { Entries = beside.Entries.Where(e => e.Key != TiffSubImages.Tag).ToDictionary() });
    }

    private void AddSegments(TiffDirectory directory, ushort offsetTag, ushort countTag)
    {
        const ulong atOnce = 4096;
        if (!directory.Entries.TryGetValue(offsetTag, out var offsets))
            return;
        directory.Entries.TryGetValue(countTag, out var counts);
        var segments = Math.Min(offsets.Count, counts.Count);
        // Many pages that all list the same strips: memory would not end.
        if (segments + (ulong)_used.Count > (ulong)_structure.Bytes.Length)
            throw _structure.Damaged(directory.Page, "its pages list more strips than it has bytes");
        for (ulong from = 0; from < segments; from += atOnce)
        {
            var some = (int)Math.Min(atOnce, segments - from);
            foreach (var (offset, count) in Values(offsets, from, some).Zip(Values(counts, from, some)))
                _used.Add(offset + directory.Shift, count);
        }
    }

    private ulong[] Values(TiffEntry entry, ulong from, int count)
    {
        var size = TiffEntry.BytesOf(entry.Type);
        var raw = _structure.Bytes.ReadBytes(entry.ValueOffset + from * (ulong)size, count * size);
        var values = new ulong[count];
        for (var i = 0; i < count; i++)
            values[i] = _structure.Bytes.Decode(raw.AsSpan(i * size, size));
        return values;
    }

    /// <summary>New pixels of a page's lower resolution; null where it is none, or where they cannot be written.</summary>
    private Frame? Level(TiffSubImage beside, Frame frame) =>
        beside is { IsLevel: true, Directory: { } directory } && _used.IsExclusive(directory.Offset, directory.Bytes)
            ? beside.Resample(frame)
            : null;

    /// <summary>Takes out of a page's list all images but some.</summary>
    private void KeepBeside(TiffDirectory page, TiffSubImage[] kept)
    {
        var entry = page.Entries[TiffSubImages.Tag];
        if (kept.Length == 0)
            _appender.RemoveTag(page, TiffSubImages.Tag);
        else
            _appender.PutValues(
                entry.EntryOffset,
                entry.Type,
                (ulong)kept.Length,
                Encoded([.. kept.Select(k => k.Offset)], TiffEntry.BytesOf(entry.Type))
            );
    }

    private Segments Encoded(Frame frame, TiffPage layout)
    {
        var encoded = TiffEncoder.Segments(frame, layout, _structure.Bytes.BigEndian);
        return new Segments(
            layout,
            encoded,
            [
                .. encoded.Select(
                    (bytes, i) =>
                        (ulong)bytes.Length <= layout.Segments[i].Count
                        && _used.IsExclusive(layout.Segments[i].Offset, layout.Segments[i].Count)
                ),
            ]
        );
    }

    private void Replace(Segments segments)
    {
        var (layout, encoded, inPlace) = segments;
        var offsets = new ulong[encoded.Count];
        var counts = new ulong[encoded.Count];
        var changed = false;
        for (var i = 0; i < encoded.Count; i++)
        {
            var (offset, room) = layout.Segments[i];
            counts[i] = (ulong)encoded[i].Length;
            if (inPlace[i])
                _appender.Put(offsets[i] = offset, encoded[i]);
            else
                offsets[i] = _appender.Append(encoded[i]);
            // An uncompressed strip may be listed with more bytes than it needs; that may stay.
            changed |= !inPlace[i] || (counts[i] != room && layout.Compression != Compression.NONE);
        }
        if (!changed)
            return;
        PutList(layout.Directory.Entries, layout.Tiled ? [324, 273] : [273], offsets);
        PutList(layout.Directory.Entries, layout.Tiled ? [325, 279] : [279], counts);
    }

    private void PutList(IReadOnlyDictionary<ushort, TiffEntry> entries, ushort[] tags, ulong[] list)
    {
        var tag = tags.FirstOrDefault(entries.ContainsKey);
        if (tag == 0)
            return; // byte counts left out: only without compression, where they do not change
        _appender.PutValues(
            entries[tag].EntryOffset,
            _structure.Big ? Long8 : Long,
            (ulong)list.Length,
            Encoded(list, _structure.OffsetBytes)
        );
    }

    private byte[] Encoded(ulong[] list, int size)
    {
        var bytes = new byte[list.Length * size];
        for (var i = 0; i < list.Length; i++)
            _structure.Bytes.Encode(list[i], bytes.AsSpan(i * size, size));
        return bytes;
    }

    /// <summary>The strips or tiles of new pixels.</summary>
    /// <param name="Layout">Where the old ones lie.</param>
    /// <param name="Encoded">As they are stored.</param>
    /// <param name="InPlace">Which of them fit where the old ones are.</param>
    private sealed record Segments(TiffPage Layout, IReadOnlyList<byte[]> Encoded, bool[] InPlace)
    {
        /// <summary>By how much the file grows at most: two lists, and what does not fit in its place.</summary>
        public long MostAppended(int offsetBytes) =>
            2L * (Encoded.Count * offsetBytes + 1) + Encoded.Where((_, i) => !InPlace[i]).Sum(bytes => bytes.Length + 1L);
    }
}
