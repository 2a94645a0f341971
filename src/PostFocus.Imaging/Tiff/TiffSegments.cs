using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tiff;

/// <summary>Where the strips or tiles of a page lie in the file, checked to lie there.</summary>
internal sealed class TiffSegments(TiffStructure structure, TiffDirectory directory, TiffTags tags)
{
    /// <summary>Offset and length of each, in the order of <see cref="TiffPage.Place"/>.</summary>
    /// <exception cref="FrameFormatException">
    /// They are missing, empty, lie outside of the file or over each other, or hold less than the page.
    /// </exception>
    public (ulong Offset, ulong Count)[] Of(TiffPage page)
    {
        var name = page.Tiled ? "tile" : "strip";
        var needed = page.SegmentCount;
        var offsetTag = tags.Entry(page.Tiled ? TiffTag.TILEOFFSETS : TiffTag.STRIPOFFSETS);
        if (offsetTag is null && page.Tiled)
            offsetTag = tags.Entry(TiffTag.STRIPOFFSETS);
        if (offsetTag is not { } offsetEntry || offsetEntry.Count < (ulong)needed)
            throw tags.Damaged($"its pixels need {needed} {name}s, but {offsetTag?.Count ?? 0} are listed");
        var countTag = tags.Entry(page.Tiled ? TiffTag.TILEBYTECOUNTS : TiffTag.STRIPBYTECOUNTS);
        if (countTag is null && page.Tiled)
            countTag = tags.Entry(TiffTag.STRIPBYTECOUNTS);
        // Some old writers leave the byte counts out; without compression they follow from the size.
        if (countTag is null ? page.Compression != Compression.NONE : countTag.Value.Count < (ulong)needed)
            throw tags.Damaged($"the lengths of its {needed} {name}s are not listed");

        ulong[] offsets = [.. tags.Values(offsetEntry, (int)needed).Select(o => o + directory.Shift)];
        var counts = countTag is { } countEntry ? tags.Values(countEntry, (int)needed) : null;
        var segments = new (ulong, ulong)[needed];
        long decoded = 0;
        ulong stored = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            var size = page.BytesOf(page.Place(i).Rows);
            var count = counts is null ? (ulong)size : counts[i];
            if (!structure.Bytes.Holds(offsets[i], count))
                throw tags.Damaged(
                    $"{name} {i} should reach to byte {offsets[i] + count}, but the file ends at byte {structure.Bytes.Length}"
                );
            if (count == 0)
                throw tags.Damaged($"{name} {i} is empty");
            if (structure.Under(directory, offsets[i], count) is { } structural)
                throw tags.Damaged($"{name} {i} lies over {structural}");
            if (page.Compression == Compression.NONE && count < (ulong)size)
                throw tags.Damaged($"{name} {i} has {count} bytes, but its pixels need {size}");
            segments[i] = (offsets[i], count);
            decoded += size;
            stored += count;
        }
        // What no data of this length can decode to is not worth allocating.
        if (stored * (ulong)MostExpansion(page.Compression) < (ulong)decoded)
            throw tags.Damaged($"it claims {decoded} bytes of pixels, more than its {stored} bytes of data can hold");
        RefuseOverlap(segments, page, name);
        return segments;
    }

    /// <summary>
    /// Pages may share their pixels, but what lies twice in one is damaged, or made to decode to more than the file holds.
    /// </summary>
    private void RefuseOverlap((ulong Offset, ulong Count)[] segments, TiffPage page, string name)
    {
        int[] order = [.. Enumerable.Range(0, segments.Length)];
        Array.Sort(segments.ToArray(), order);
        for (var i = 1; i < order.Length; i++)
        {
            var (before, after) = (order[i - 1], order[i]);
            var (offset, count) = segments[before];
            // Uncompressed ones may be listed with more bytes than their pixels need.
            if (page.Compression == Compression.NONE)
                count = (ulong)page.BytesOf(page.Place(before).Rows);
            if (segments[after].Offset - offset < count)
                throw tags.Damaged($"its {name}s {before} and {after} overlap");
        }
    }

    /// <summary>Upper bound of decoded bytes for each stored byte.</summary>
    private static int MostExpansion(Compression compression) =>
        compression switch
        {
            Compression.NONE => 1,
            Compression.PACKBITS => 64, // 2 bytes stand for at most 128
            Compression.LZW => 4096, // a code of at least 9 bits stands for at most 4096 bytes
            _ => 1040, // Deflate: 1032, and a few bytes of slack
        };
}
