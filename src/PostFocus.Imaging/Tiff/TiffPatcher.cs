using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging;

/// <summary>
/// Replaces the pixels of pages in a copy of a TIFF file. All else stays as it is, byte for byte: tags known and
/// unknown, page order, byte order, other pages.
/// </summary>
internal sealed class TiffPatcher
{
    private const ushort Long = 4;
    private const ushort Long8 = 16;

    private readonly Stream _file;
    private readonly TiffStructure _structure;
    private readonly TiffRanges _used = new();
    private readonly List<TiffDirectory> _directories;

    public TiffPatcher(Stream file, string templatePath)
    {
        _file = file;
        _structure = new TiffStructure(file, templatePath);
        _directories = [.. _structure.Directories()];
    }

    public void Replace(IReadOnlyDictionary<int, Frame> pages)
    {
        var layouts = pages.Keys.Order().ToDictionary(p => p, Layout);
        _used.Add(0, _structure.Big ? 16u : 8u); // the header
        foreach (var directory in _directories)
            AddUsed(directory);
        foreach (var (page, layout) in layouts)
            Replace(pages[page], layout);
    }

    private TiffPage Layout(int page)
    {
        if (page < 0 || page >= _directories.Count)
            throw new FrameFormatException(_structure.Bytes.Path, page, $"there is no such page: the file has {_directories.Count}, counted from 0.");
        return new TiffPageReader(_structure, _directories[page]).Read();
    }

    /// <summary>
    /// Pages may share a strip (writers do so for equal pages), and in a damaged file a strip may lie over anything:
    /// what serves more than one purpose must not be overwritten.
    /// </summary>
    private void AddUsed(TiffDirectory directory)
    {
        _used.Add(directory.Offset, directory.Bytes);
        foreach (var entry in directory.Entries.Values)
            if (!entry.IsInline)
                _used.Add(entry.ValueOffset, entry.Bytes);
        AddSegments(directory, 273, 279);
        AddSegments(directory, 324, 325);
    }

    private void AddSegments(TiffDirectory directory, ushort offsetTag, ushort countTag)
    {
        if (!directory.Entries.TryGetValue(offsetTag, out var offsets))
            return;
        directory.Entries.TryGetValue(countTag, out var counts);
        for (ulong i = 0; i < Math.Min(offsets.Count, counts.Count); i++)
            _used.Add(Value(offsets, i), Value(counts, i));
    }

    private ulong Value(TiffEntry entry, ulong index)
    {
        var size = TiffEntry.BytesOf(entry.Type);
        return _structure.Bytes.Read(entry.ValueOffset + index * (ulong)size, size);
    }

    private void Replace(Frame frame, TiffPage layout)
    {
        LayoutMatches(frame, layout);
        var encoded = TiffEncoder.Segments(frame, layout, _structure.Bytes.BigEndian);
        var offsets = new ulong[encoded.Count];
        var counts = new ulong[encoded.Count];
        var changed = false;
        for (var i = 0; i < encoded.Count; i++)
        {
            var (offset, room) = layout.Segments[i];
            counts[i] = (ulong)encoded[i].Length;
            offsets[i] = counts[i] <= room && _used.IsExclusive(offset, room) ? offset : End(encoded[i].Length);
            Put(offsets[i], encoded[i]);
            // An uncompressed strip may be listed with more bytes than it needs; that may stay.
            changed |= offsets[i] != offset || (counts[i] != room && layout.Compression != Compression.NONE);
        }
        if (!changed)
            return;
        PutList(layout.Directory.Entries, layout.Tiled ? [324, 273] : [273], offsets);
        PutList(layout.Directory.Entries, layout.Tiled ? [325, 279] : [279], counts);
    }

    private void LayoutMatches(Frame frame, TiffPage layout)
    {
        if (frame.Height != layout.Height || frame.Width != layout.Width || frame.PixelType != layout.PixelType)
            throw new ArgumentException($"Page {layout.Directory.Page} of {_structure.Bytes.Path} is {layout.Height} × {layout.Width} {layout.PixelType}, but the new frame is {frame.Height} × {frame.Width} {frame.PixelType}.", nameof(frame));
        // LibTiff writes no others.
        if (layout.Tiled && (layout.SegmentHeight % 16 != 0 || layout.SegmentWidth % 16 != 0))
            throw new FrameFormatException(_structure.Bytes.Path, layout.Directory.Page, $"its tiles are {layout.SegmentHeight} × {layout.SegmentWidth} pixels, but new ones can be written only where both sides are multiples of 16, as TIFF asks for. Save it again in strips.");
    }

    /// <summary>Writes a tag's values as a new list at the end: pages may share the old one.</summary>
    private void PutList(IReadOnlyDictionary<ushort, TiffEntry> entries, ushort[] tags, ulong[] list)
    {
        var tag = tags.FirstOrDefault(entries.ContainsKey);
        if (tag == 0)
            return; // byte counts left out: only without compression, where they do not change
        var size = _structure.OffsetBytes;
        var bytes = new byte[list.Length * size];
        for (var i = 0; i < list.Length; i++)
            _structure.Bytes.Encode(list[i], bytes.AsSpan(i * size, size));

        var entry = new byte[2 + 2 * size];
        _structure.Bytes.Encode(_structure.Big ? Long8 : Long, entry.AsSpan(0, 2));
        _structure.Bytes.Encode((ulong)list.Length, entry.AsSpan(2, size));
        if (list.Length == 1)
        {
            bytes.CopyTo(entry.AsSpan(2 + size));
        }
        else
        {
            var offset = End(bytes.Length);
            Put(offset, bytes);
            _structure.Bytes.Encode(offset, entry.AsSpan(2 + size));
        }
        Put(entries[tag].EntryOffset + 2, entry);
    }

    /// <summary>The end of the file, where so many bytes are to go; TIFF wants even offsets.</summary>
    private ulong End(int bytes)
    {
        var end = (ulong)_file.Length + (ulong)(_file.Length & 1);
        if (!_structure.Big && end + (ulong)bytes > uint.MaxValue)
            throw new FrameFormatException(_structure.Bytes.Path, null, "with the new pixels it would be larger than 4 GiB, which only BigTIFF allows. Save it as BigTIFF, or split it.");
        return end;
    }

    private void Put(ulong offset, ReadOnlySpan<byte> bytes)
    {
        _file.Position = (long)offset;
        _file.Write(bytes);
    }
}
