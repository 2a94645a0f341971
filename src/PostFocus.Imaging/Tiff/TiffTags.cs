using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tiff;

/// <summary>The values of a page's tags, and the errors that name the page.</summary>
internal sealed class TiffTags(TiffStructure structure, TiffDirectory directory)
{
    public bool Has(TiffTag tag) => Entry(tag) is not null;

    public TiffEntry? Entry(TiffTag tag) => directory.Entries.TryGetValue((ushort)tag, out var entry) ? entry : null;

    public ulong[] All(TiffTag tag, int most) => Entry(tag) is { } entry ? Values(entry, (int)Math.Min(entry.Count, (ulong)most)) : [];

    public ulong[] Values(TiffEntry entry, int count)
    {
        if (entry.Type is not (1 or 3 or 4 or 13 or 16 or 18))
            throw Damaged($"a tag that must be a whole number has type {entry.Type}");
        if (entry.Count < (ulong)count)
            throw Damaged("a tag has too few values");
        var size = TiffEntry.BytesOf(entry.Type);
        var raw = structure.Bytes.ReadBytes(entry.ValueOffset, checked(count * size));
        var values = new ulong[count];
        for (var i = 0; i < count; i++)
            values[i] = structure.Bytes.Decode(raw.AsSpan(i * size, size));
        return values;
    }

    /// <summary>A whole number that all readers hold to be small; too large ones are the largest.</summary>
    public int SmallNumber(TiffTag tag, int absent)
    {
        var values = All(tag, 1);
        return values.Length == 0 ? absent : (int)Math.Min(values[0], int.MaxValue);
    }

    /// <exception cref="FrameFormatException">It is missing, 0 or too large.</exception>
    public int RequiredSide(TiffTag tag, string name)
    {
        var value = Entry(tag) is { Count: > 0 } entry ? Values(entry, 1)[0] : 0;
        return value is > 0 and <= int.MaxValue
            ? (int)value
            : throw Damaged(value == 0 ? $"its {name} is missing or 0" : $"its {name} is {value}");
    }

    /// <summary>The file is sound, but not one that is supported.</summary>
    public FrameFormatException Refuse(string reason) => new(structure.Bytes.Path, directory.Page, reason);

    /// <summary>What it says cannot be true.</summary>
    public FrameFormatException Damaged(string reason) => structure.Damaged(directory.Page, reason);
}
