using System.Text;
using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Tiff;

/// <summary>Notes provenance in the first page of a TIFF file: in its OME-XML if it can take it, else in the tag Software.</summary>
internal static class TiffProvenance
{
    private const ushort Ascii = 2;

    public static void Write(Stream file, string path, Provenance provenance, string pages)
    {
        // The structure as it is now: replaced pages may have grown the file.
        var structure = new TiffStructure(file, path);
        var first = structure.Directories().First();
        var appender = new TiffAppender(file, structure);
        if (OmeAnnotation.Add(Text(structure, first, TiffTag.IMAGEDESCRIPTION), provenance, pages) is { } annotated)
            Put(appender, first, TiffTag.IMAGEDESCRIPTION, annotated);
        else
            Put(appender, first, TiffTag.SOFTWARE, provenance.After(Text(structure, first, TiffTag.SOFTWARE), pages));
    }

    /// <summary>A character a byte, in whatever encoding: what is not touched comes out as it went in.</summary>
    private static string Text(TiffStructure structure, TiffDirectory directory, TiffTag tag) =>
        directory.Entries.TryGetValue((ushort)tag, out var entry)
        && TiffEntry.BytesOf(entry.Type) == 1
        && entry.Count <= StackFile.MostDescriptionBytes
            ? Encoding.Latin1.GetString(structure.Bytes.ReadBytes(entry.ValueOffset, (int)entry.Count)).TrimEnd('\0')
            : "";

    private static void Put(TiffAppender file, TiffDirectory first, TiffTag tag, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text + '\0');
        if (first.Entries.TryGetValue((ushort)tag, out var entry))
            file.PutValues(entry.EntryOffset, Ascii, (ulong)bytes.Length, bytes);
        else
            file.AddTag(first, (ushort)tag, Ascii, (ulong)bytes.Length, bytes);
    }
}
