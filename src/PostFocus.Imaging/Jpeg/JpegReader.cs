using BitMiracle.LibJpeg.Classic;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Jpeg;

/// <summary>Reads grey JPEG files of 8 bits, baseline and progressive; colour only where the channels are equal.</summary>
internal static class JpegReader
{
    public static Frame Read(Stream stream, string path)
    {
        var segments = JpegSegments.Read(stream, path);
        try
        {
            return Decode(segments, path);
        }
        catch (Exception e) when (e is not (FrameFormatException or IOException))
        {
            // LibJpeg meets some damage with IndexOutOfRange, NullReference and others.
            throw segments.Damaged($"its pixels cannot be decoded ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static Frame Decode(JpegSegments segments, string path)
    {
        var decoder = new jpeg_decompress_struct(new JpegMessages());
        decoder.jpeg_stdio_src(new MemoryStream(segments.File));
        decoder.jpeg_read_header(true);
        decoder.Out_color_space = segments.Components == 1 ? J_COLOR_SPACE.JCS_GRAYSCALE : J_COLOR_SPACE.JCS_RGB;
        decoder.Dct_method = J_DCT_METHOD.JDCT_ISLOW;
        decoder.jpeg_start_decompress();
        var channels = segments.Components;
        if (decoder.Output_width != segments.Width || decoder.Output_height != segments.Height || decoder.Output_components != channels)
            throw segments.Damaged("its decoder finds another size than its header says");

        var counts = new float[segments.Height * segments.Width];
        byte[][] row = [new byte[segments.Width * channels]];
        for (var i = 0; i < counts.Length; )
        {
            if (decoder.jpeg_read_scanlines(row, 1) != 1)
                throw segments.Damaged("its pixels end too early");
            for (var x = 0; x < row[0].Length; x += channels, i++)
            {
                counts[i] = row[0][x];
                if (channels == 3 && (row[0][x + 1] != row[0][x] || row[0][x + 2] != row[0][x]))
                    throw GreyOnly.Coloured(path);
            }
        }
        decoder.jpeg_finish_decompress();
        return new Frame(segments.Height, segments.Width, counts, PixelType.UInt8);
    }
}
