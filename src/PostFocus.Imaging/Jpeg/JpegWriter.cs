using BitMiracle.LibJpeg.Classic;

namespace PostFocus.Imaging.Jpeg;

/// <summary>Writes JPEG files of quality 100, the least loss that JPEG has, of as many components as the template has.</summary>
internal static class JpegWriter
{
    private const int Quality = 100;

    /// <summary>The template's metadata around other pixels.</summary>
    public static void WriteLike(string path, Frame frame, JpegSegments template, string templatePath)
    {
        frame.RequireLike(templatePath, template.Height, template.Width, PixelType.UInt8);
        var image = Encode(frame, template.Components);
        using var file = new FileStream(path, FileMode.CreateNew);
        file.Write(image.AsSpan(0, 2));
        // How the old pixels' components are to be understood is not true of the new ones.
        foreach (var (_, whole) in template.Metadata().Where(s => s.Marker != JpegSegments.Adobe))
            file.Write(whole.Span);
        file.Write(image.AsSpan(2));
    }

    /// <summary>Without metadata: start, tables, pixels, end.</summary>
    private static byte[] Encode(Frame frame, int components)
    {
        using var image = new MemoryStream();
        var encoder = new jpeg_compress_struct(new JpegMessages());
        encoder.jpeg_stdio_dest(image);
        encoder.Image_height = frame.Height;
        encoder.Image_width = frame.Width;
        encoder.Input_components = components;
        encoder.In_color_space = components == 1 ? J_COLOR_SPACE.JCS_GRAYSCALE : J_COLOR_SPACE.JCS_RGB;
        encoder.jpeg_set_defaults();
        encoder.jpeg_set_quality(Quality, true);
        encoder.Write_JFIF_header = false;
        encoder.Dct_method = J_DCT_METHOD.JDCT_ISLOW;
        encoder.jpeg_start_compress(true);
        byte[][] row = [new byte[components * frame.Width]];
        for (var y = 0; y < frame.Height; y++)
        {
            for (var x = 0; x < frame.Width; x++)
                row[0].AsSpan(components * x, components).Fill((byte)frame.Counts[y * frame.Width + x]);
            encoder.jpeg_write_scanlines(row, 1);
        }
        encoder.jpeg_finish_compress();
        return image.ToArray();
    }
}
