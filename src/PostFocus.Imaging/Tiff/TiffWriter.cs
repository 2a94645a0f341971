using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.SampleFormats;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tiff;

/// <summary>Writes new TIFF files: one page per frame, strips of about 64 KiB, Deflate.</summary>
internal static class TiffWriter
{
    private const int StripBytes = 1 << 16;

    /// <summary>Classic TIFF has 32-bit offsets.</summary>
    private const long MostClassicBytes = uint.MaxValue;

    /// <param name="path">The file to create.</param>
    /// <param name="pages">At least one.</param>
    /// <param name="bigTiff">Null: where the number of pages is known, by it and the size of the first.</param>
    /// <param name="description">ImageDescription of the first page; null: none.</param>
    public static void Write(string path, IEnumerable<Frame> pages, bool? bigTiff, string? description = null)
    {
        using var frames = pages.GetEnumerator();
        if (!frames.MoveNext())
            throw new ArgumentException("A TIFF file needs at least one frame.", nameof(pages));
        var big = bigTiff ?? (pages.TryGetNonEnumeratedCount(out var count) && NeedsBigTiff(frames.Current, count));
        using var messages = new LibTiffMessages();
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        // "l": the same bytes on every machine.
        using var tiff = LibTiff.ClientOpen(path, big ? "w8l" : "wl", stream, new TiffStream()) ?? throw new IOException(messages.Error);
        if (description is not null)
            tiff.SetField(TiffTag.IMAGEDESCRIPTION, description);
        do
        {
            SampleLimits.RequireExact(frames.Current);
            // LibTiff would write wrong offsets without a word.
            if (!big && stream.Length + MostBytes(frames.Current) > MostClassicBytes)
                throw new ArgumentException(
                    "The frames exceed the 4 GiB of a classic TIFF file. Write BigTIFF, or several files.",
                    nameof(pages)
                );
            TiffEncoder.WritePage(tiff, frames.Current, Layout(frames.Current), messages);
        } while (frames.MoveNext());
    }

    public static bool NeedsBigTiff(Frame page, int pages) => pages * MostBytes(page) > MostClassicBytes;

    /// <summary>More than a page can take: its pixels, what Deflate adds to noise, strips and tags.</summary>
    private static long MostBytes(Frame frame)
    {
        var layout = Layout(frame);
        var pixels = layout.BytesOf(frame.Height);
        return pixels + pixels / 64 + 64 * layout.SegmentCount + 1024;
    }

    private static TiffPage Layout(Frame frame) =>
        new()
        {
            Directory = new TiffDirectory(0, 0, 0, 0, new Dictionary<ushort, TiffEntry>()),
            Height = frame.Height,
            Width = frame.Width,
            PixelType = frame.PixelType,
            SamplesPerPixel = 1,
            Planar = false,
            Tiled = false,
            SegmentHeight = (int)Math.Clamp(StripBytes / SampleKind.Of(frame.PixelType).BytesOf(frame.Width), 1, frame.Height),
            SegmentWidth = frame.Width,
            // Lossless, and read by ImageJ, Python and MATLAB; predictors of floats and packed samples are not read everywhere.
            Compression = Compression.ADOBE_DEFLATE,
            Predictor = SampleKind.Of(frame.PixelType) is { IsInteger: true, IsPacked: false } ? Predictor.HORIZONTAL : Predictor.NONE,
            Photometric = Photometric.MINISBLACK,
            FillOrder = FillOrder.MSB2LSB,
        };
}
