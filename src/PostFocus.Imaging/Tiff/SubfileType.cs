using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tiff;

/// <summary>What a directory says that its image is of another (TIFF 6.0, NewSubfileType; before it, SubfileType).</summary>
internal static class SubfileType
{
    private const int Copy = 1,
        Mask = 4,
        OldCopy = 2;

    public static bool IsCopyOrMask(TiffStructure structure, TiffDirectory directory) => Find(structure, directory) != 0;

    /// <summary>Whether it is the same image in a lower resolution.</summary>
    public static bool IsCopy(TiffStructure structure, TiffDirectory directory) => Find(structure, directory) == Copy;

    private static int Find(TiffStructure structure, TiffDirectory directory)
    {
        return (int)(Number(TiffTag.SUBFILETYPE) & (Copy | Mask)) | (Number(TiffTag.OSUBFILETYPE) == OldCopy ? Copy : 0);

        ulong Number(TiffTag tag) =>
            directory.Entries.TryGetValue((ushort)tag, out var entry) && entry is { Type: 1 or 3 or 4, Count: 1 }
                ? structure.Bytes.Read(entry.ValueOffset, TiffEntry.BytesOf(entry.Type))
                : 0;
    }
}
