using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tiff;

/// <summary>
/// MetaMorph's STK files: one directory, whose tag UIC2 has a value for each plane. Their strips follow each other, the
/// first plane's where the directory says.
/// </summary>
internal static class MetaMorphPlanes
{
    public const ushort Uic2 = 33629;

    /// <summary>How many planes the file holds, and how far apart they are; null where it is an ordinary file.</summary>
    /// <param name="structure">The file.</param>
    /// <param name="page">The page of its only directory.</param>
    /// <exception cref="FrameFormatException">The planes are compressed: where one ends is not told.</exception>
    public static PlanesBehind? Find(TiffStructure structure, TiffPage page)
    {
        if (!page.Directory.Entries.TryGetValue(Uic2, out var planes) || planes.Count < 2)
            return null;
        if (page.Compression != Compression.NONE || page.Tiled)
            throw new FrameFormatException(
                structure.Bytes.Path,
                null,
                $"it is a MetaMorph stack of {planes.Count} planes whose pixels are compressed, which is supported for the first alone. Save it without compression, or export its planes as pages of a TIFF."
            );
        var (first, last) = (page.Segments[0].Offset, page.Segments[^1]);
        // Where the strips are in another order, the one behind all others is unknown.
        return PlanesBehind.Find(structure, page, last.Offset >= first ? last.Offset + last.Count - first : 1, planes.Count);
    }
}
