using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tiff;

/// <summary>Pages that share the only directory of a file: the pixels of each lie behind those of the one before.</summary>
/// <param name="Count">Pages, the first one included.</param>
/// <param name="Bytes">How far apart they are.</param>
/// <param name="Announced">
/// How many the file says there are; more than <paramref name="Count"/> where it is cut, or where the others cannot be found.
/// </param>
internal readonly record struct PlanesBehind(int Count, ulong Bytes, ulong Announced)
{
    /// <summary>Whether they are the focal planes of one image.</summary>
    public bool AreFocal { get; init; }

    /// <summary>
    /// As many as are announced and there, in strips without compression that follow each other; null where one is announced.
    /// </summary>
    /// <param name="structure">The file.</param>
    /// <param name="page">The page of its only directory.</param>
    /// <param name="bytes">How far apart planes are.</param>
    /// <param name="announced">How many the file says there are.</param>
    public static PlanesBehind? Find(TiffStructure structure, TiffPage page, ulong bytes, ulong announced)
    {
        if (announced < 2)
            return null;
        var first = page.Segments[0].Offset;
        if (page.Compression != Compression.NONE || page.Tiled || page.Segments.Any(s => s.Offset < first || s.Offset - first >= bytes))
            return new PlanesBehind(1, bytes, announced);
        // A directory behind the pixels ends them.
        var end = page.Directory.Offset > first ? page.Directory.Offset : (ulong)structure.Bytes.Length;
        var there = Math.Max(1, Math.Min(announced, (end - first) / bytes));
        return new PlanesBehind(there <= TiffStructure.MostPages ? (int)there : 1, bytes, announced);
    }
}
