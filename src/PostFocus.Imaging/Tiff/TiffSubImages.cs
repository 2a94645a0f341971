using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.SampleFormats;
using PostFocus.Imaging.Scaling;

namespace PostFocus.Imaging.Tiff;

/// <summary>An image beside a page, in a directory of its own that the page's tag SubIFDs names.</summary>
/// <param name="Offset">Where its directory lies.</param>
/// <param name="Directory">Null where it is damaged.</param>
internal sealed record TiffSubImage(ulong Offset, TiffDirectory? Directory)
{
    /// <summary>Whether it is a lower resolution of its page, and wrong as soon as that changes; others are images of their own.</summary>
    public bool IsLevel { get; init; }

    /// <summary>How it is stored; null where it is not a level, or one that cannot be written.</summary>
    public TiffPage? Layout { get; init; }

    /// <summary>The page's new pixels in the resolution of this level; null where they cannot be stored in it.</summary>
    public Frame? Resample(Frame frame)
    {
        if (Layout is null)
            return null;
        var kind = SampleKind.Of(frame.PixelType);
        var counts = FrameScaling.Resample(frame.Counts, frame.Height, frame.Width, Layout.Height, Layout.Width);
        var level = new Frame(Layout.Height, Layout.Width, [.. counts.Select(kind.Round)], frame.PixelType);
        return Layout.Palette?.Lacks(level) is null ? level : null;
    }
}

/// <summary>The images that a page's tag SubIFDs names: lower resolutions of it, and others.</summary>
internal static class TiffSubImages
{
    public const ushort Tag = (ushort)TiffTag.SUBIFD;

    // More than any page has.
    private const int Most = 256;

    /// <summary>Their directories; none where they cannot be found.</summary>
    public static IReadOnlyList<TiffSubImage> Find(TiffStructure structure, TiffDirectory page)
    {
        if (!page.Entries.TryGetValue(Tag, out var entry) || entry.Type is not (4 or 13 or 16 or 18) || entry.Count is 0 or > Most)
            return [];
        var bytes = TiffEntry.BytesOf(entry.Type);
        return
        [
            .. Enumerable
                .Range(0, (int)entry.Count)
                .Select(i => structure.Bytes.Read(entry.ValueOffset + (ulong)(i * bytes), bytes))
                .Select(offset => new TiffSubImage(offset, Directory(structure, page.Page, offset))),
        ];
    }

    /// <summary>The same, told apart.</summary>
    /// <param name="structure">The file.</param>
    /// <param name="page">The page that they lie beside.</param>
    public static IReadOnlyList<TiffSubImage> Of(TiffStructure structure, TiffPage page) =>
        [.. Find(structure, page.Directory).Select(image => Interpret(structure, page, image))];

    private static TiffSubImage Interpret(TiffStructure structure, TiffPage page, TiffSubImage image)
    {
        if (image.Directory is null || !SubfileType.IsCopy(structure, image.Directory))
            return image;
        var layout = new TiffPageReader(structure, image.Directory).ReadIfSound();
        return layout is null || IsSmaller(layout, page)
            ? image with
            {
                IsLevel = true,
                Layout = layout is not null && CanHold(layout, page) ? layout : null,
            }
            : image;
    }

    /// <summary>Whether the page's new counts can be stored in a level: not in a preview in colour or of fewer bits.</summary>
    private static bool CanHold(TiffPage level, TiffPage page) =>
        level.CanBeWritten
        && level.CountType == page.CountType
        && level.SamplesPerPixel == page.SamplesPerPixel
        // A palette may lack what the page has.
        && (level.Palette is null || page.Palette is not null)
        // What lies beside a level shows the page, too.
        && !level.Directory.Entries.ContainsKey(Tag);

    private static TiffDirectory? Directory(TiffStructure structure, int page, ulong offset)
    {
        try
        {
            return structure.ReadDirectory(page, offset);
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }

    /// <summary>Of the same field, as far as whole pixels allow.</summary>
    private static bool IsSmaller(TiffPage level, TiffPage page) =>
        level.Height <= page.Height
        && level.Width < page.Width
        && Math.Abs((double)level.Width * page.Height / page.Width - level.Height) <= 1;
}
