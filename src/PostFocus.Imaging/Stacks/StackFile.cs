using System.Text;
using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging;

/// <summary>What a file says of its pages, not yet interpreted. A file of another kind than TIFF says nothing.</summary>
/// <param name="Path">The file.</param>
/// <param name="Pages">Its pages; a broken chain counts as one more.</param>
/// <param name="Broken">Whether the chain of pages breaks off.</param>
/// <param name="Description">The first page's ImageDescription; empty if there is none.</param>
/// <param name="PixelsPerUnit">Its XResolution, in pixels per whatever unit the description names; null if there is none above 0.</param>
internal sealed record StackFile(string Path, int Pages, bool Broken, string Description, double? PixelsPerUnit)
{
    /// <summary>Planes that are named but not there; of more, nothing stands behind the claim.</summary>
    public const int MostLost = 4096;

    public const int MostDescriptionBytes = 1 << 24;

    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    public static StackFile Open(string path) => Open(path, structure =>
    {
        var tags = structure.Directory(0).Entries;
        return (ReadDescription(structure, tags), ReadResolution(structure, tags));
    });

    /// <summary>Without what the file says: its metadata are not even read.</summary>
    public static StackFile OpenPages(string path) => Open(path, _ => ("", null));

    /// <summary>Pages in the order of the axes, such as "CZT", fastest first.</summary>
    public StackLayout InOrder(StackSizes sizes, string fastestFirst, string source)
    {
        var planes = new FrameLocation[sizes.Planes];
        for (var position = 0; position < planes.Length; position++)
            planes[sizes.IndexAt(fastestFirst, position)] = Page(position);
        return new StackLayout(Path, sizes, planes, source);
    }

    /// <summary>The default where nothing better is known: every page is an instant.</summary>
    /// <param name="note">Why nothing better is known.</param>
    public StackLayout AsTime(string note) => InOrder(new StackSizes(Pages, 1, 1), "T", "taken as time") with { Note = note };

    /// <summary>Whether the planes are as many as the pages; of a file that breaks off, planes can be missing.</summary>
    public bool Fits(long planes) => planes == Pages || (Broken && planes >= Pages && planes <= Pages + MostLost);

    /// <summary>Where the chain of pages is broken, all later pages stand for the one that cannot be found: reading it raises the error.</summary>
    public FrameLocation Page(int page) => new(Path, Broken ? Math.Min(page, Pages - 1) : page);

    public FrameFormatException Refuse(string what, Exception? inner = null) => Refuse(Path, what, inner);

    private static FrameFormatException Refuse(string path, string what, Exception? inner = null) =>
        new(path, 0, $"{what} Export the file again, or say what its pages are, for example that every page is an instant: AxisOrder = \"T\" in SequenceOptions, --axes T on the command line.", inner);

    private static StackFile Open(string path, Func<TiffStructure, (string Description, double? PixelsPerUnit)> describe) =>
        FrameFile.Naming(path, null, () =>
        {
            using var stream = FrameFile.Open(path, null);
            if (FrameContainers.Recognise(stream, path) != FrameContainer.Tiff)
                return new StackFile(path, 1, false, "", null);
            var structure = new TiffStructure(stream, path);
            var (description, pixelsPerUnit) = describe(structure);
            return new StackFile(path, structure.CountPages(out var broken), broken is not null, description, pixelsPerUnit);
        });

    private static string ReadDescription(TiffStructure structure, IReadOnlyDictionary<ushort, TiffEntry> tags)
    {
        if (!tags.TryGetValue((ushort)TiffTag.IMAGEDESCRIPTION, out var entry) || TiffEntry.BytesOf(entry.Type) != 1)
            return "";
        if (entry.Count > MostDescriptionBytes)
            throw Refuse(structure.Bytes.Path, $"its description has {entry.Count} bytes, more than the {MostDescriptionBytes} supported.");
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

    private static double? ReadResolution(TiffStructure structure, IReadOnlyDictionary<ushort, TiffEntry> tags)
    {
        const int rational = 5;
        if (!tags.TryGetValue((ushort)TiffTag.XRESOLUTION, out var entry) || entry is not { Type: rational, Count: 1 })
            return null;
        double numerator = structure.Bytes.Read(entry.ValueOffset, 4), denominator = structure.Bytes.Read(entry.ValueOffset + 4, 4);
        return numerator > 0 && denominator > 0 ? numerator / denominator : null;
    }
}
