namespace PostFocus.Imaging.Tiff;

/// <summary>One tag of a TIFF directory.</summary>
/// <param name="Type">TIFF field type: 1 byte, 3 short, 4 long, 16 long8, …</param>
/// <param name="Count">Number of values.</param>
/// <param name="EntryOffset">Where the entry itself lies in the file.</param>
/// <param name="ValueOffset">Where its values lie, inside the entry if they fit.</param>
internal readonly record struct TiffEntry(ushort Type, ulong Count, ulong EntryOffset, ulong ValueOffset)
{
    /// <summary>Whether the values lie in the entry, 8 bytes (BigTIFF: 12) after its start.</summary>
    public bool IsInline => ValueOffset == EntryOffset + 8 || ValueOffset == EntryOffset + 12;

    /// <summary>Bytes of all values.</summary>
    public ulong Bytes => Count * (ulong)BytesOf(Type);

    public static int BytesOf(ushort type) =>
        type switch
        {
            3 or 8 => 2,
            4 or 9 or 11 or 13 => 4,
            5 or 10 or 12 or 16 or 17 or 18 => 8,
            _ => 1,
        };
}

/// <summary>One page of a TIFF file: its tags, not yet interpreted.</summary>
/// <param name="Page">Zero-based page.</param>
/// <param name="Offset">Where the directory lies in the file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Next">Where the next directory lies; 0 after the last.</param>
/// <param name="Entries">The tags by number.</param>
/// <param name="Shift">
/// By how many bytes its pixels lie further on than its tags say: pages without directories of their own share one.
/// </param>
internal sealed record TiffDirectory(
    int Page,
    ulong Offset,
    ulong Bytes,
    ulong Next,
    IReadOnlyDictionary<ushort, TiffEntry> Entries,
    ulong Shift = 0
);
