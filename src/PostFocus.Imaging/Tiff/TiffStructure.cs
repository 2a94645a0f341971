namespace PostFocus.Imaging.Tiff;

/// <summary>
/// Header and directory chain of a TIFF stream, classic or BigTIFF. Every offset and count is checked against the
/// length of the file before anything is allocated.
/// </summary>
internal sealed class TiffStructure
{
    public const int MostPages = 1 << 20;
    private const int MostEntries = 4096;
    private const ushort FirstPrivateTag = 32768;

    // The chain as far as it was followed: a page is found from the ones before it, and not from the first each time.
    private readonly List<ulong> _offsets = [];
    private readonly HashSet<ulong> _seen = [];

    // Where the directories of the chain lie, in the order of the file.
    private readonly List<(ulong Start, ulong End)> _directories = [];
    private ulong _next,
        _read;

    public TiffStructure(Stream stream, string path)
    {
        Bytes = new TiffBytes(stream, path);
        Bytes.BigEndian = Bytes.Read(0, 1) == 'M';
        Big = Bytes.Read(2, 2) == 43;
        _next = Big ? Bytes.Read(8, 8) : Bytes.Read(4, 4);
        if (_next == 0)
            throw new FrameFormatException(path, null, "the TIFF file has no page. Copy or export it again.");
    }

    public TiffBytes Bytes { get; }

    /// <summary>BigTIFF: 64-bit offsets.</summary>
    public bool Big { get; }

    public int OffsetBytes => Big ? 8 : 4;

    /// <summary>The planes behind the only page, where the file says that there are any; known when the chain has ended.</summary>
    public PlanesBehind? Planes { get; private set; }

    public ulong HeaderBytes => Big ? 16u : 8u;

    /// <summary>
    /// What of the structure lies where the pixels of a page should: the header, the directory, or one before or next in the chain; null:
    /// nothing.
    /// </summary>
    public string? Under(TiffDirectory directory, ulong offset, ulong count)
    {
        if (offset < HeaderBytes)
            return "the header of the file";
        var end = offset + count;
        var isUnder =
            Overlaps(directory.Offset, directory.Offset + directory.Bytes)
            || (directory.Next != 0 && Overlaps(directory.Next, directory.Next + 2));
        if (!isUnder)
        {
            var after = _directories.BinarySearch((end, 0));
            var before = (after < 0 ? ~after : after) - 1;
            isUnder = before >= 0 && Overlaps(_directories[before].Start, _directories[before].End);
        }
        return isUnder ? "a directory" : null;

        bool Overlaps(ulong start, ulong stop) => offset < stop && start < end;
    }

    /// <summary>The directories in the order of the chain; an error in place of the first that is damaged.</summary>
    public IEnumerable<TiffDirectory> Directories()
    {
        for (var page = 0; Find(page) is { } directory; page++)
            yield return directory;
    }

    public TiffDirectory Directory(int page) =>
        Find(page) ?? throw new FrameFormatException(Bytes.Path, page, $"there is no such page: the file has {Count}, counted from 0.");

    /// <summary>Pages in the chain; if it breaks off, one more stands for the page that cannot be found.</summary>
    public int CountPages(out FrameFormatException? broken)
    {
        broken = null;
        try
        {
            while (_next != 0)
                ReadNext();
            return Count;
        }
        catch (FrameFormatException e)
        {
            broken = e;
            return _offsets.Count + 1;
        }
    }

    /// <summary>Pages, when the chain has ended.</summary>
    private int Count => Planes?.Count ?? _offsets.Count;

    /// <summary>A page's directory; null beyond the last.</summary>
    private TiffDirectory? Find(int page)
    {
        if (page < _offsets.Count)
            return ReadDirectory(page, _offsets[page]);
        while (_next != 0)
        {
            var directory = ReadNext();
            if (directory.Page == page)
                return directory;
        }
        return Planes is { } planes && page < planes.Count
            ? ReadDirectory(0, _offsets[0]) with
            {
                Page = page,
                Shift = (ulong)page * planes.Bytes,
            }
            : null;
    }

    private TiffDirectory ReadNext()
    {
        var page = _offsets.Count;
        if (_seen.Contains(_next))
            throw Damaged(page, $"the chain of pages runs in a circle, back to byte {_next}");
        if (page == MostPages)
            throw Damaged(page, $"the file claims more than {MostPages} pages");
        var directory = ReadDirectory(page, _next);
        // Directories that lie over each other could be more than anyone has time to read.
        if ((_read += directory.Bytes) > (ulong)Bytes.Length)
            throw Damaged(page, "the directories of its pages overlap");
        if (page == 0 && directory.Next == 0)
            Planes = SharedDirectory.Find(this, directory);
        _offsets.Add(_next);
        _seen.Add(_next);
        var range = (directory.Offset, directory.Offset + directory.Bytes);
        _directories.Insert(~_directories.BinarySearch(range), range);
        _next = directory.Next;
        return directory;
    }

    public FrameFormatException Damaged(int page, string what) =>
        new(Bytes.Path, page, $"{what}. The file is truncated or damaged: copy or export it again.");

    /// <summary>A directory by where it lies, without going along the chain.</summary>
    public TiffDirectory ReadDirectory(int page, ulong offset)
    {
        var countBytes = Big ? 8 : 2;
        var entryBytes = Big ? 20 : 12;
        if (!Bytes.Holds(offset, (ulong)countBytes))
            throw Damaged(page, $"its directory should lie at byte {offset}, but the file ends at byte {Bytes.Length}");
        var count = Bytes.Read(offset, countBytes);
        if (count is 0 or > MostEntries)
            throw Damaged(page, $"its directory claims {count} tags");
        var tableBytes = (int)count * entryBytes;
        if (!Bytes.Holds(offset, (ulong)(countBytes + tableBytes + OffsetBytes)))
            throw Damaged(page, $"its directory of {count} tags runs beyond the end of the file");

        var table = Bytes.ReadBytes(offset + (ulong)countBytes, tableBytes);
        var entries = new Dictionary<ushort, TiffEntry>();
        for (var i = 0; i < (int)count; i++)
        {
            var raw = table.AsSpan(i * entryBytes, entryBytes);
            var tag = (ushort)Bytes.Decode(raw[..2]);
            var type = (ushort)Bytes.Decode(raw.Slice(2, 2));
            var values = Bytes.Decode(raw.Slice(4, OffsetBytes));
            var entryOffset = offset + (ulong)(countBytes + i * entryBytes);
            // No value is less than a byte, so this also keeps the product below from overflowing.
            if (values > (ulong)Bytes.Length)
                throw Damaged(page, $"tag {tag} claims {values} values");
            var valueOffset =
                values * (ulong)TiffEntry.BytesOf(type) <= (ulong)OffsetBytes
                    ? entryOffset + (ulong)(4 + OffsetBytes)
                    : Bytes.Decode(raw.Slice(4 + OffsetBytes, OffsetBytes));
            if (!Bytes.Holds(valueOffset, values * (ulong)TiffEntry.BytesOf(type)))
                throw Damaged(page, $"the values of tag {tag} lie beyond the end of the file");
            // Of private tags some writers leave the offset 0; nobody asks for their values.
            if (valueOffset < HeaderBytes && tag < FirstPrivateTag)
                throw Damaged(page, $"the values of tag {tag} lie over the header of the file");
            entries.TryAdd(tag, new TiffEntry(type, values, entryOffset, valueOffset));
        }
        var next = Bytes.Read(offset + (ulong)(countBytes + tableBytes), OffsetBytes);
        return new TiffDirectory(page, offset, (ulong)(countBytes + tableBytes + OffsetBytes), next, entries);
    }
}
