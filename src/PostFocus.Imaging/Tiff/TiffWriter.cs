using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging;

/// <summary>Writes new TIFF files: one page per frame, strips of about 64 KiB, Deflate.</summary>
internal static class TiffWriter
{
    private const int StripBytes = 1 << 16;

    public static void Write(string path, IReadOnlyList<Frame> pages)
    {
        using var messages = new LibTiffMessages();
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        // "l": the same bytes on every machine.
        using var tiff = Tiff.ClientOpen(path, "wl", stream, new TiffStream()) ?? throw new IOException(messages.Error);
        foreach (var frame in pages)
            TiffEncoder.WritePage(tiff, frame, Layout(frame), messages);
    }

    private static TiffPage Layout(Frame frame) => new()
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
