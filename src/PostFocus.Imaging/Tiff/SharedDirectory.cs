using System.Text;
using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Tiff;

/// <summary>Finds the planes behind the only page of a file, whoever wrote them.</summary>
internal static class SharedDirectory
{
    private const ulong MostDescriptionBytes = 1 << 16;

    /// <summary>How many planes the file announces and holds; null where it is an ordinary file.</summary>
    /// <param name="structure">The file.</param>
    /// <param name="only">Its only directory.</param>
    /// <exception cref="FrameFormatException">There are several, but where they lie cannot be told.</exception>
    public static PlanesBehind? Find(TiffStructure structure, TiffDirectory only)
    {
        var description = Description(structure, only);
        // Most files say nothing of the kind, and need not be looked at closer.
        var mayBe =
            only.Entries.ContainsKey(MetaMorphPlanes.Uic2)
            || only.Entries.ContainsKey((ushort)TiffTag.IMAGEDEPTH)
            || ImageJDescription.Recognises(description)
            || ShapedDescription.Recognises(description);
        if (!mayBe || new TiffPageReader(structure, only) { IsOnly = true }.ReadIfSound() is not { } page)
            return null;
        return MetaMorphPlanes.Find(structure, page)
            ?? VolumePlanes.Find(structure, page)
            ?? ImageJPlanes.Find(structure, page, description)
            ?? ShapedPlanes.Find(structure, page, description);
    }

    private static string Description(TiffStructure structure, TiffDirectory only) =>
        only.Entries.TryGetValue((ushort)TiffTag.IMAGEDESCRIPTION, out var entry) && entry.Bytes <= MostDescriptionBytes
            ? Encoding.Latin1.GetString(structure.Bytes.ReadBytes(entry.ValueOffset, (int)entry.Bytes)).TrimEnd('\0', ' ', '\n', '\r')
            : "";
}
