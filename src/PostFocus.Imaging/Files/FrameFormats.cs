using PostFocus.Imaging.Bmp;
using PostFocus.Imaging.Jpeg;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Png;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Tiff;
using PostFocus.Imaging.Zarr;

namespace PostFocus.Imaging.Files;

/// <summary>The formats of this library. A new one is a line here.</summary>
internal static class FrameFormats
{
    /// <summary>In the order in which messages name them.</summary>
    public static IReadOnlyList<IFrameFormat> All { get; } =
    [new TiffFormat(), new PngFormat(), new BmpFormat(), new JpegFormat(), new ZarrFormat()];

    /// <summary>Those whose frames lie in files.</summary>
    public static IReadOnlyList<IFrameFormat> OfFiles { get; } = [.. All.Where(f => f is not IFolderFormat)];

    /// <summary>Those whose images are folders.</summary>
    public static IReadOnlyList<IFolderFormat> OfFolders { get; } = [.. All.OfType<IFolderFormat>()];

    /// <summary>The format of a folder that is an image or belongs to one; null for any other folder, and for files.</summary>
    public static IFolderFormat? OfFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) ? OfFolders.FirstOrDefault(f => f.Recognises(new FrameSource(path, null))) : null;
    }

    /// <summary>Opens a file, or a folder that is an image.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="page">Zero-based page that is wanted: named in errors; null: none.</param>
    public static FrameSource Source(string path, int? page) => new(path, OfFolder(path) is null ? FileReading.Open(path, page) : null);

    /// <summary>The format; null where it is none of these.</summary>
    public static IFrameFormat? Find(FrameSource source) => All.FirstOrDefault(f => f.Recognises(source));

    /// <summary>The format, told by content.</summary>
    /// <exception cref="FrameFormatException">It is none of these.</exception>
    public static IFrameFormat Recognise(FrameSource source) =>
        Find(source)
        ?? throw new FrameFormatException(
            source.Path,
            null,
            source.Start.IsEmpty
                ? "the file is empty. Copy or export it again."
                : $"this is not a {Listed([.. OfFiles.Select(f => f.Name)])} file; {Guess(source.Start)}. Export the frames as TIFF or PNG."
        );

    /// <summary>A folder's name without the extension of a format.</summary>
    public static string Stem(string name) => Paths.Without(name, OfFolders.SelectMany(f => f.Extensions));

    private static string Listed(string[] names) => $"{string.Join(", ", names[..^1])} or {names[^1]}";

    private static string Guess(ReadOnlySpan<byte> start) =>
        ZipSignature.Begins(start) ? "it looks like a ZIP archive"
        : start.StartsWith("GIF8"u8) ? "it looks like a GIF"
        : start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F']) ? "it looks like HDF5"
        : start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "it looks like gzip"
        : $"it begins with the bytes {Convert.ToHexString(start[..Math.Min(start.Length, 8)])}";
}
