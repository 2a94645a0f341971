using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging;

/// <summary>
/// Frames in TIFF, PNG, BMP and JPEG files and in Zarr folders, told apart by content, not by extension.
/// </summary>
/// <remarks>
/// <para>TIFF and BigTIFF: grey of every <see cref="PixelType"/>; strips or tiles, both byte orders, no compression,
/// LZW, Deflate or PackBits, with or without predictor (12 bits: without). PNG: grey of 1 to 16 bits, not interlaced.
/// BMP: palettes of 1, 4 or 8 bits, also run-length coded, and pixels of 16 to 32 bits. JPEG: 8 bits, baseline or
/// progressive. Colour is accepted where the three channels are equal in every pixel. Up to 2²⁸ pixels a frame.</para>
/// <para>Images in Zarr folders, version 2 or 3, are read but not written: OME-Zarr up to 0.5, of which the full resolution
/// is taken, and arrays of 2 to 5 axes by themselves. Integers of 8 to 32 bits, floats of 16 to 64; chunks and shards of
/// gzip, zlib, zstd, lz4 and Blosc (with lz4, zlib, zstd). The path is the image's folder, of whatever name; its pages are
/// the planes in the order of the axes before height and width, the last of these fastest. In a folder of several images
/// each has its own folder.</para>
/// <para>Counts are taken as stored: MinIsWhite images are not inverted, orientation tags are not applied. In memory
/// they are float32. Those of a float64 page are rounded to it; a 32-bit integer that it cannot hold exactly (possible
/// beyond 2²⁴) is an error, as is a float64 beyond its range.</para>
/// <para>Every failure to read is a <see cref="FrameFormatException"/> that names the file, the page, the reason and a
/// way on. Nothing is printed. All members can be called from several threads at once.</para>
/// </remarks>
public static class FrameFile
{
    /// <summary>Reads one frame.</summary>
    /// <param name="path">A TIFF, PNG, BMP or JPEG file, or the folder of a Zarr image.</param>
    /// <param name="page">Zero-based page (TIFF directory, Zarr plane); 0 for other files.</param>
    /// <exception cref="FrameFormatException">The file or page is missing, damaged, or no grey frame.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="page"/> is negative.</exception>
    public static Frame Read(string path, int page = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(page);
        if (ZarrNode.IsAt(path))
            return ZarrImage.Open(path).Read(page);
        return Reading(path, page, stream =>
        {
            var container = FrameContainers.Recognise(stream, path);
            if (container == FrameContainer.Tiff)
                return TiffReader.Read(stream, path, page);
            if (page != 0)
                throw NoSuchPage(path, page, container);
            return container switch
            {
                FrameContainer.Png => PngReader.Read(stream, path),
                FrameContainer.Bmp => BmpReader.Read(stream, path),
                _ => JpegReader.Read(stream, path),
            };
        });
    }

    /// <summary>Counts the pages of a file: TIFF directories, Zarr planes, 1 for other files.</summary>
    /// <param name="path">A TIFF, PNG, BMP or JPEG file, or the folder of a Zarr image.</param>
    /// <exception cref="FrameFormatException">The file is missing, none of these, or its chain of pages is broken.</exception>
    public static int CountPages(string path) => ZarrNode.IsAt(path) ? ZarrImage.Open(path).Pages : Reading(path, null, stream =>
    {
        var pages = CountPages(stream, path, out var broken);
        return broken is null ? pages : throw broken;
    });

    /// <summary>
    /// Pages of a file, where a broken chain counts as one more page: reading that page raises the error.
    /// A file that cannot be opened has one such page.
    /// </summary>
    internal static int CountPagesOrOne(string path)
    {
        try
        {
            return Reading(path, null, stream => CountPages(stream, path, out _));
        }
        catch (FrameFormatException)
        {
            return 1;
        }
    }

    /// <summary>Whether a file's name ends in .tif, .tiff, .png, .bmp, .jpg or .jpeg, in any case.</summary>
    /// <param name="path">A file name; the file need not exist.</param>
    public static bool HasFrameExtension(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Path.GetExtension(path).ToUpperInvariant() is ".TIF" or ".TIFF" or ".PNG" or ".BMP" or ".JPG" or ".JPEG";
    }

    /// <summary>Writes a file like another one with new pixels in some of its pages, whole or not at all.</summary>
    /// <remarks>
    /// A TIFF is copied and patched: container, page structure, byte order, bit depth, compression, predictor, strips
    /// or tiles, and all tags stay, also those that this library does not know; so does every other page. A PNG keeps
    /// bit depth, colour type and further chunks, a BMP header, palette and order of rows. With no new pages the file
    /// is copied byte for byte. JPEG is lossy: a new frame is stored grey at quality 100 with the template's metadata
    /// (JFIF, Exif, comments), and what is read back can differ by a count or two.
    /// </remarks>
    /// <param name="template">The file to follow; it is only read.</param>
    /// <param name="destination">The file to create or replace; not the template itself.</param>
    /// <param name="pages">New frames by zero-based page, each of its page's size and pixel type.</param>
    /// <exception cref="FrameFormatException">The template is missing, damaged, or a Zarr folder, or a replaced page is no grey frame.</exception>
    /// <exception cref="ArgumentException">
    /// A frame differs in size or pixel type from its page, or holds a count that its type cannot hold exactly; or the
    /// destination is the template.
    /// </exception>
    public static void WriteLike(string template, string destination, IReadOnlyDictionary<int, Frame> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        if (Path.GetFullPath(template) == Path.GetFullPath(destination))
            throw new ArgumentException($"{destination} is the template itself, and input is never modified.", nameof(destination));
        foreach (var frame in pages.Values)
            Samples.RequireExact(frame);

        if (ZarrNode.IsAt(template))
            throw new FrameFormatException(template, null, "Zarr images are read, but not written. Write the frames as TIFF.");
        using var source = Open(template, null);
        if (pages.Count == 0)
            FileSafety.WriteWhole(destination, temporary => Copy(source, temporary).Dispose());
        else
            FileSafety.WriteWhole(destination, temporary => WriteLike(source, template, temporary, pages));
    }

    /// <summary>Writes a new TIFF file, one page per frame, whole or not at all: little-endian, Deflate.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="pages">At least one frame; sizes and pixel types may differ.</param>
    /// <exception cref="ArgumentException">
    /// There are no frames, one holds a count that its pixel type cannot hold exactly, or the file could exceed the
    /// 4 GiB of classic TIFF.
    /// </exception>
    public static void WriteTiff(string path, IReadOnlyList<Frame> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        if (pages.Count == 0)
            throw new ArgumentException("A TIFF file needs at least one frame.", nameof(pages));
        if (pages.Sum(p => p.Height * SampleKind.Of(p.PixelType).BytesOf(p.Width)) > uint.MaxValue - (64L << 20))
            throw new ArgumentException("The frames could exceed the 4 GiB of a classic TIFF file. Write several files.", nameof(pages));
        foreach (var frame in pages)
            Samples.RequireExact(frame);
        FileSafety.WriteWhole(path, temporary => TiffWriter.Write(temporary, pages));
    }

    /// <summary>Writes a new PNG file, 8- or 16-bit grey, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="frame">A frame of 8- or 16-bit counts.</param>
    /// <exception cref="ArgumentException">The frame is neither UInt8 nor UInt16, or holds a count that its pixel type cannot hold exactly.</exception>
    public static void WritePng(string path, Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        FileSafety.WriteWhole(path, temporary => PngWriter.Write(temporary, frame));
    }

    internal static int CountPages(Stream stream, string path, out FrameFormatException? broken)
    {
        broken = null;
        return FrameContainers.Recognise(stream, path) == FrameContainer.Tiff ? TiffReader.CountPages(stream, path, out broken) : 1;
    }

    private static void WriteLike(Stream source, string template, string temporary, IReadOnlyDictionary<int, Frame> pages)
    {
        var container = FrameContainers.Recognise(source, template);
        if (container != FrameContainer.Tiff && pages.Keys.FirstOrDefault(p => p != 0) is var other and not 0)
            throw NoSuchPage(template, other, container);
        switch (container)
        {
            case FrameContainer.Tiff:
                WriteLikeTiff(source, template, temporary, pages);
                break;
            case FrameContainer.Png:
                PngWriter.WriteLike(temporary, pages[0], PngReader.Chunks(source, template), template);
                break;
            case FrameContainer.Bmp:
                using (var file = Copy(source, temporary))
                    BmpPatcher.Replace(file, template, pages[0]);
                break;
            default:
                JpegWriter.WriteLike(temporary, pages[0], JpegSegments.Read(source, template), template);
                break;
        }
    }

    private static FrameFormatException NoSuchPage(string path, int page, FrameContainer container) =>
        new(path, page, $"there is no such page: a {container.ToString().ToUpperInvariant()} file has one, page 0.");

    private static void WriteLikeTiff(Stream source, string template, string temporary, IReadOnlyDictionary<int, Frame> pages)
    {
        using var file = Copy(source, temporary);
        new TiffPatcher(file, template).Replace(pages);
    }

    /// <summary>Copies the bytes only: a copy of a read-only file must not be read-only, or it could not be patched.</summary>
    private static FileStream Copy(Stream source, string path)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        try
        {
            source.Position = 0;
            source.CopyTo(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads from a file; what the file system says becomes an error that names the file.</summary>
    internal static T Reading<T>(string path, int? page, Func<Stream, T> read)
    {
        using var stream = Open(path, page);
        try
        {
            return read(stream);
        }
        catch (IOException e)
        {
            throw new FrameFormatException(path, page, $"reading it failed ({e.Message}) Check its disk or network, and try again.", e);
        }
    }

    private static FileStream Open(string path, int? page)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new FrameFormatException(path, page, "this is a folder, not a file. Name a file in it.");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FrameFormatException(path, page, "the file does not exist. Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new FrameFormatException(path, page, $"the file cannot be opened ({e.Message}) Check its permissions and its disk.", e);
        }
    }
}
