using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tiff;

/// <summary>Volumes whose focal planes are one image: its tag ImageDepth says how many, and its strips are those of all planes.</summary>
internal static class VolumePlanes
{
    /// <summary>How many planes the file holds, and how far apart they are; null where it is an ordinary file.</summary>
    /// <param name="structure">The file.</param>
    /// <param name="page">The page of its only directory.</param>
    /// <exception cref="FrameFormatException">The planes do not follow each other.</exception>
    public static PlanesBehind? Find(TiffStructure structure, TiffPage page)
    {
        if (page.Depth < 2)
            return null;
        var bytes = (ulong)page.BytesOf(page.Height);
        return
            PlanesBehind.Find(structure, page, bytes, (ulong)page.Depth) is { } planes
            && planes.Count == page.Depth
            && Follow(structure, page, bytes)
            ? planes with
            {
                AreFocal = true,
            }
            : throw Refuse(structure, page.Directory.Page, page.Depth);
    }

    public static FrameFormatException Refuse(TiffStructure structure, int page, int depth) =>
        new(
            structure.Bytes.Path,
            page,
            $"it is a volume of {depth} planes in one image (ImageDepth), which can be read only where it is the only one, without compression, tiles and gaps. Save it with a page for each plane."
        );

    /// <summary>Whether the strips of every plane lie as those of the first do.</summary>
    private static bool Follow(TiffStructure structure, TiffPage page, ulong bytes)
    {
        var offsets = page.Directory.Entries[(ushort)TiffTag.STRIPOFFSETS];
        var size = TiffEntry.BytesOf(offsets.Type);
        return offsets.Count == (ulong)page.Segments.Count * (ulong)page.Depth
            && Enumerable
                .Range(0, (int)offsets.Count)
                .All(i =>
                    structure.Bytes.Read(offsets.ValueOffset + (ulong)i * (ulong)size, size)
                    == page.Segments[i % page.Segments.Count].Offset + (ulong)(i / page.Segments.Count) * bytes
                );
    }
}
