using System.Text;
using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Tiff;

/// <summary>Collects what the directories of a TIFF file say.</summary>
internal static class TiffDescription
{
    private const ushort Rational = 5;

    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <param name="structure">The file.</param>
    /// <param name="withMetadata">Without: which of its pages are images, and no more.</param>
    public static StackFile Read(TiffStructure structure, bool withMetadata)
    {
        var pages = new List<(bool IsReduced, PageAxes? Axes)>();
        var sizes = new List<(long, long)>();
        var hasNotes = false;
        TiffDirectory? first = null;
        var notes = new MicroManagerNotes(structure);
        var beside = new ImagesBeside(structure);
        try
        {
            foreach (var directory in structure.Directories().TakeWhile(d => d.Shift == 0))
            {
                first ??= directory;
                beside.Add(directory);
                hasNotes |= MicroManagerNotes.AreIn(directory);
                sizes.Add((SizeOf(structure, directory, TiffTag.IMAGELENGTH), SizeOf(structure, directory, TiffTag.IMAGEWIDTH)));
                pages.Add((SubfileType.IsCopyOrMask(structure, directory), withMetadata ? notes.Read(directory) : null));
            }
        }
        catch (FrameFormatException) when (pages.Count > 0)
        {
            // Counting tells that the chain breaks off.
        }
        var count = structure.CountPages(out var broken);
        var images = Images(pages, count);
        var main = images is [> 0, ..] && images[0] < pages.Count ? structure.Directory(images[0]) : first!;
        var file = new StackFile(structure.Bytes.Path, images?.Length ?? count, broken is not null, "", null)
        {
            Images = images,
            Beside = beside.Remarks,
        };
        return !withMetadata
            ? file
            : file with
            {
                Description = ReadDescription(structure, main.Entries),
                PixelsPerUnit = ReadResolution(structure, main.Entries, TiffTag.XRESOLUTION),
                LinesPerUnit = ReadResolution(structure, main.Entries, TiffTag.YRESOLUTION),
                Axes = [.. pages.Where((_, page) => file.IsImage(page)).Select(p => p.Axes)],
                PageSizes = sizes,
                HasMicroManagerNotes = hasNotes,
                MetaMorph = MetaMorphTags.Read(structure, main),
                Announced = structure.Planes?.Announced,
                IsVolume = structure.Planes is { AreFocal: true },
            };
    }

    /// <summary>0 where it is damaged, which reading the page will tell.</summary>
    private static long SizeOf(TiffStructure structure, TiffDirectory directory, TiffTag tag) =>
        directory.Entries.TryGetValue((ushort)tag, out var entry) && entry is { Type: 3 or 4, Count: 1 }
            ? (long)structure.Bytes.Read(entry.ValueOffset, TiffEntry.BytesOf(entry.Type))
            : 0;

    /// <summary>Null where all pages are images, and where none would be left.</summary>
    private static int[]? Images(List<(bool IsReduced, PageAxes? Axes)> pages, int count)
    {
        var reduced = pages.Count(p => p.IsReduced);
        return reduced > 0 && reduced < pages.Count
            ? [.. Enumerable.Range(0, count).Where(page => page >= pages.Count || !pages[page].IsReduced)]
            : null;
    }

    private static string ReadDescription(TiffStructure structure, IReadOnlyDictionary<ushort, TiffEntry> tags)
    {
        if (!tags.TryGetValue((ushort)TiffTag.IMAGEDESCRIPTION, out var entry) || TiffEntry.BytesOf(entry.Type) != 1)
            return "";
        if (entry.Count > StackFile.MostDescriptionBytes)
            throw StackFile.Refuse(
                structure.Bytes.Path,
                $"its description has {entry.Count} bytes, more than the {StackFile.MostDescriptionBytes} supported."
            );
        var bytes = structure.Bytes.ReadBytes(entry.ValueOffset, (int)entry.Count);
        return Decode(bytes).Trim('\0', '\uFEFF', ' ', '\t', '\r', '\n');
    }

    /// <summary>OME writes UTF-8; others write µ as the one byte B5.</summary>
    private static string Decode(byte[] bytes)
    {
        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static double? ReadResolution(TiffStructure structure, IReadOnlyDictionary<ushort, TiffEntry> tags, TiffTag tag)
    {
        if (!tags.TryGetValue((ushort)tag, out var entry) || entry is not { Type: Rational, Count: 1 })
            return null;
        double numerator = structure.Bytes.Read(entry.ValueOffset, 4),
            denominator = structure.Bytes.Read(entry.ValueOffset + 4, 4);
        return numerator > 0 && denominator > 0 ? numerator / denominator : null;
    }
}
