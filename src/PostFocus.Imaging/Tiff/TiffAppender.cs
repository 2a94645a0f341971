namespace PostFocus.Imaging.Tiff;

/// <summary>
/// Changes a TIFF file without moving anything in it: writes over bytes that are no longer needed, and at its end.
/// </summary>
internal sealed class TiffAppender(Stream file, TiffStructure structure)
{
    /// <summary>Refuses a file that so many more bytes would make too large.</summary>
    public void RequireRoom(long bytes)
    {
        if (!structure.Big && file.Length + bytes > uint.MaxValue)
            throw new FrameFormatException(
                structure.Bytes.Path,
                null,
                "with the new pixels it would be larger than 4 GiB, which only BigTIFF allows. Save it as BigTIFF, or split it."
            );
    }

    public void Put(ulong offset, ReadOnlySpan<byte> bytes)
    {
        file.Position = (long)offset;
        file.Write(bytes);
    }

    /// <summary>Writes at the end of the file; TIFF wants even offsets.</summary>
    /// <returns>Where the bytes lie.</returns>
    public ulong Append(ReadOnlySpan<byte> bytes)
    {
        RequireRoom(bytes.Length + 1L);
        var offset = (ulong)(file.Length + (file.Length & 1));
        Put(offset, bytes);
        return offset;
    }

    /// <summary>Gives a tag other values. They go to the end: pages may share the old ones.</summary>
    public void PutValues(ulong entryOffset, ushort type, ulong count, ReadOnlySpan<byte> values) =>
        Put(entryOffset + 2, Described(type, count, values));

    /// <summary>Gives the first page a tag that it has not: a copy of its directory, one entry longer, takes its place.</summary>
    public void AddTag(TiffDirectory first, ushort tag, ushort type, ulong count, ReadOnlySpan<byte> values)
    {
        int size = structure.OffsetBytes,
            countBytes = structure.Big ? 8 : 2,
            entryBytes = 4 + 2 * size;
        var old = structure.Bytes.ReadBytes(first.Offset, (int)first.Bytes);
        var entries = structure.Bytes.Decode(old.AsSpan(0, countBytes));
        var before = countBytes;
        while (before < old.Length - size && structure.Bytes.Decode(old.AsSpan(before, 2)) < tag)
            before += entryBytes;

        var directory = new byte[old.Length + entryBytes];
        old.AsSpan(0, before).CopyTo(directory);
        structure.Bytes.Encode(entries + 1, directory.AsSpan(0, countBytes));
        structure.Bytes.Encode(tag, directory.AsSpan(before, 2));
        Described(type, count, values).CopyTo(directory.AsSpan(before + 2));
        old.AsSpan(before).CopyTo(directory.AsSpan(before + entryBytes));

        var offset = new byte[size];
        structure.Bytes.Encode(Append(directory), offset);
        Put((ulong)size, offset); // the header ends with the offset of the first directory
    }

    /// <summary>Takes a tag out of a directory, which gets shorter at its end.</summary>
    public void RemoveTag(TiffDirectory directory, ushort tag)
    {
        int countBytes = structure.Big ? 8 : 2,
            entryBytes = 4 + 2 * structure.OffsetBytes;
        var bytes = structure.Bytes.ReadBytes(directory.Offset, (int)directory.Bytes);
        var at = (int)(directory.Entries[tag].EntryOffset - directory.Offset);
        structure.Bytes.Encode(structure.Bytes.Decode(bytes.AsSpan(0, countBytes)) - 1, bytes.AsSpan(0, countBytes));
        Put(directory.Offset, [.. bytes[..at], .. bytes[(at + entryBytes)..]]);
    }

    /// <summary>An entry without its number: type, count, and the values, or where they are.</summary>
    private byte[] Described(ushort type, ulong count, ReadOnlySpan<byte> values)
    {
        var size = structure.OffsetBytes;
        var entry = new byte[2 + 2 * size];
        structure.Bytes.Encode(type, entry.AsSpan(0, 2));
        structure.Bytes.Encode(count, entry.AsSpan(2, size));
        if (values.Length <= size)
            values.CopyTo(entry.AsSpan(2 + size));
        else
            structure.Bytes.Encode(Append(values), entry.AsSpan(2 + size));
        return entry;
    }
}
