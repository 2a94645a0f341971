using PostFocus.Imaging.Png;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Tiff;

namespace PostFocus.Imaging.Files;

/// <summary>
/// Frames in TIFF, PNG, BMP and JPEG files and in Zarr folders, told apart by content, not by extension.
/// </summary>
/// <remarks>
/// <para>TIFF and BigTIFF: grey of every <see cref="PixelType"/>; strips or tiles, both byte orders, no compression,
/// LZW, Deflate or PackBits, with or without predictor (12 bits: without). PNG: grey of 1 to 16 bits, not interlaced.
/// BMP: palettes of 1, 4 or 8 bits, also run-length coded, and pixels of 16 to 32 bits. JPEG: 8 bits, baseline or
/// progressive. Colour is accepted where the three channels are equal in every pixel, and so are palettes of greys alone.
/// Up to 2²⁸ pixels a frame.</para>
/// <para>Images in Zarr folders, version 2 or 3, are read, and written as the same. OME-Zarr up to 0.5, of which the full resolution
/// is taken, and arrays of 2 to 5 axes by themselves. Integers of 8 to 32 bits, floats of 16 to 64; chunks and shards of
/// gzip, zlib, zstd, lz4 and Blosc (with lz4, zlib, zstd). The path is the image's folder, of whatever name; its pages are
/// the planes in the order of the axes before height and width, the last of these fastest. In a folder of several images
/// each has its own folder.</para>
/// <para>Counts are taken as stored, but more is always brighter: those of MinIsWhite images are turned within the range
/// of their type (of floats the sign), and turned back when they are written. Orientation tags are not applied. In memory
/// counts are float32. Those of a float64 page are rounded to it; a 32-bit integer that it cannot hold exactly (possible
/// beyond 2²⁴) is an error, as is a float64 beyond its range.</para>
/// <para>Every failure to read is a <see cref="FrameFormatException"/> that names the file, the page, the reason and a
/// way on. Nothing is printed. All members can be called from several threads at once.</para>
/// </remarks>
public static class FrameFile
{
    /// <summary>The formats that are recognised.</summary>
    public static IReadOnlyList<IFrameFormat> Formats => FrameFormats.All;

    /// <summary>Reads one frame.</summary>
    /// <param name="path">A TIFF, PNG, BMP or JPEG file, or the folder of a Zarr image.</param>
    /// <param name="page">Zero-based page (TIFF directory, Zarr plane); 0 for other files.</param>
    /// <exception cref="FrameFormatException">The file or page is missing, damaged, or no grey frame.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="page"/> is negative.</exception>
    public static Frame Read(string path, int page = 0) => Read(new FrameLocation(path, page));

    /// <summary>Reads one frame.</summary>
    /// <param name="location">Where it lies.</param>
    /// <exception cref="FrameFormatException">The file or page is missing, damaged, or no grey frame.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The page is negative.</exception>
    public static Frame Read(FrameLocation location)
    {
        using var reader = new FrameReader();
        return reader.Read(location);
    }

    /// <summary>Counts the pages of a file: TIFF directories, Zarr planes, 1 for other files.</summary>
    /// <param name="path">A TIFF, PNG, BMP or JPEG file, or the folder of a Zarr image.</param>
    /// <exception cref="FrameFormatException">The file is missing, none of these, or its chain of pages is broken.</exception>
    public static int CountPages(string path) =>
        FileReading.Naming(
            path,
            null,
            () =>
            {
                var pages = Count(path, out var broken);
                return broken is null ? pages : throw broken;
            }
        );

    /// <summary>
    /// Pages of a file, where a broken chain counts as one more page: reading that page raises the error.
    /// A file that cannot be opened has one such page.
    /// </summary>
    internal static int CountPagesOrOne(string path)
    {
        try
        {
            return FileReading.Naming(path, null, () => Count(path, out _));
        }
        catch (FrameFormatException)
        {
            return 1;
        }
    }

    /// <summary>Whether a file's name ends in .tif, .tiff, .stk (MetaMorph), .png, .bmp, .jpg or .jpeg, in any case.</summary>
    /// <param name="path">A file name; the file need not exist.</param>
    public static bool HasFrameExtension(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FrameFormats.OfFiles.Any(f => f.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Writes a file like another one with new pixels in some of its pages, whole or not at all.</summary>
    /// <remarks>What stays and what changes is said at <see cref="FrameFileRewriter"/>, which takes pages one by one.</remarks>
    /// <param name="template">The file to follow; it is only read.</param>
    /// <param name="destination">The file to create or replace; not the template itself.</param>
    /// <param name="pages">New frames by zero-based page, each of its page's size and pixel type; none: a copy.</param>
    /// <param name="provenance">Noted in a file that gets new pixels; null: nothing is noted.</param>
    /// <exception cref="FrameFormatException">The template is missing, damaged, or a replaced page is not a grey frame.</exception>
    /// <exception cref="ArgumentException">
    /// A frame differs in size or pixel type from its page, or holds a count that its type cannot hold exactly; or the
    /// destination is the template.
    /// </exception>
    public static void WriteLike(string template, string destination, IReadOnlyDictionary<int, Frame> pages, Provenance? provenance = null)
    {
        ArgumentNullException.ThrowIfNull(pages);
        using var file = FrameFileRewriter.Open(template, destination, provenance);
        foreach (var page in pages.Keys.Order())
            file.Replace(page, pages[page]);
        file.Commit();
    }

    /// <summary>Writes a new TIFF file, one page per frame, whole or not at all: little-endian, Deflate.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="pages">At least one frame; sizes and pixel types may differ. One after the other is taken and written.</param>
    /// <param name="bigTiff">
    /// Whether to write BigTIFF, which a file of more than 4 GiB has to be. Null: where the number of frames is known
    /// beforehand (a list, for example) and so many like the first could exceed 4 GiB without compression.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are no frames, one holds a count that its pixel type cannot hold exactly, or they exceed the 4 GiB of a
    /// classic TIFF.
    /// </exception>
    public static void WriteTiff(string path, IEnumerable<Frame> pages, bool? bigTiff = null)
    {
        ArgumentNullException.ThrowIfNull(pages);
        FileSafety.WriteWhole(path, temporary => TiffWriter.Write(temporary, pages, bigTiff));
    }

    /// <summary>Writes a new PNG file, 8- or 16-bit grey, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="frame">A frame of 8- or 16-bit counts.</param>
    /// <exception cref="ArgumentException">
    /// The frame is neither UInt8 nor UInt16, or holds a count that its pixel type cannot hold exactly.
    /// </exception>
    public static void WritePng(string path, Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        FileSafety.WriteWhole(
            path,
            temporary =>
            {
                using var file = new FileStream(temporary, FileMode.CreateNew);
                PngWriter.Write(file, frame);
            }
        );
    }

    /// <summary>Writes a PNG, 8- or 16-bit grey, into a stream.</summary>
    /// <param name="stream">Written to from where it stands, and left open; nothing is written where the frame is refused.</param>
    /// <param name="frame">A frame of 8- or 16-bit counts.</param>
    /// <exception cref="ArgumentException">
    /// The frame is neither UInt8 nor UInt16, or holds a count that its pixel type cannot hold exactly.
    /// </exception>
    public static void WritePng(Stream stream, Frame frame)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(frame);
        PngWriter.Write(stream, frame);
    }

    private static int Count(string path, out FrameFormatException? broken)
    {
        using var source = FrameFormats.Source(path, null);
        return FrameFormats.Recognise(source).Open(source).Count(out broken);
    }
}
