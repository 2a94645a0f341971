using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging;

/// <summary>
/// Stacks of more than 4 GiB as ImageJ saves them: one directory, and behind the pixels of its page those of all others,
/// without gaps. The description says how many.
/// </summary>
internal static partial class ImageJPlanes
{
    private const ulong MostDescriptionBytes = 1 << 16;

    /// <summary>How many planes the file holds, and how far apart they are; null where it is an ordinary file.</summary>
    /// <param name="structure">The file.</param>
    /// <param name="only">Its only directory.</param>
    public static PlanesBehind? Find(TiffStructure structure, TiffDirectory only)
    {
        if (!only.Entries.TryGetValue((ushort)TiffTag.IMAGEDESCRIPTION, out var description) || description.Bytes > MostDescriptionBytes)
            return null;
        var text = Encoding.Latin1.GetString(structure.Bytes.ReadBytes(description.ValueOffset, (int)description.Bytes));
        if (!text.StartsWith("ImageJ=", StringComparison.Ordinal) || Images().Match(text) is not { Success: true } images)
            return null;
        if (new TiffPageReader(structure, only).ReadIfSound() is not { } page)
            return null;
        var bytes = (ulong)page.BytesOf(page.Height);
        // ImageJ's directory lies in front; one behind the pixels is another writer's, which kept the description.
        if (page.Compression != Compression.NONE || page.Segments is not [var (first, _)] || only.Offset > first)
            return null;
        return PlanesBehind.Between(first, (ulong)structure.Bytes.Length, bytes, ulong.Parse(images.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    // Seven digits: more pages than are supported.
    [GeneratedRegex("^images=([0-9]{1,7})\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Images();
}
