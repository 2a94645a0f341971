using System.Text;
using System.Text.Json;
using PostFocus.Imaging.Json;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Tiff;

/// <summary>Reads the JSON that Micro-Manager notes with every page, in NDTiff as in its own stacks.</summary>
internal sealed class MicroManagerNotes(TiffStructure structure)
{
    private const ushort Tag = 51123;
    private const int MostBytes = 1 << 20;

    private ulong _read;

    /// <summary>What is noted with a page; null where it is nothing, or cannot be understood.</summary>
    public PageAxes? Read(TiffDirectory page)
    {
        // Pages that share their notes could be more than anyone has time to read.
        if (
            !page.Entries.TryGetValue(Tag, out var entry)
            || TiffEntry.BytesOf(entry.Type) != 1
            || entry.Count > MostBytes
            || (_read += entry.Count) > (ulong)structure.Bytes.Length
        )
            return null;
        try
        {
            var text = Encoding.UTF8.GetString(structure.Bytes.ReadBytes(entry.ValueOffset, (int)entry.Count)).TrimEnd('\0');
            using var json = JsonDocument.Parse(PythonJson.Quoted(text));
            return PageAxes.Parse(json.RootElement);
        }
        // The latter for names that are half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether a page has notes, understood or not.</summary>
    public static bool AreIn(TiffDirectory page) => page.Entries.ContainsKey(Tag);
}
