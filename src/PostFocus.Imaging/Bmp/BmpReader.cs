using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Bmp;

/// <summary>Reads grey BMP files: any bit depth without losing counts, colour only where the channels are equal.</summary>
internal static class BmpReader
{
    public static Frame Read(Stream stream, string path)
    {
        var header = BmpHeader.Read(stream, path);
        if (header.Palette is null && !header.Colours.HasGrey)
            throw new FrameFormatException(
                path,
                0,
                $"its {header.Bits}-bit pixels give the channels different numbers of bits (masks {header.Colours}), so grey cannot be told exactly. Save it with 8 bits a channel, or as TIFF."
            );
        return header.IsRunLength ? ReadRuns(stream, header, path) : ReadRows(stream, header, path);
    }

    private static Frame ReadRows(Stream stream, BmpHeader header, string path)
    {
        var counts = new float[header.Height * header.Width];
        var row = new byte[header.RowBytes];
        for (var y = 0; y < header.Height; y++)
        {
            stream.Position = header.RowOffset(y);
            stream.ReadExactly(row);
            ToCounts(row, header, header.Bits, counts.AsSpan(y * header.Width, header.Width), path);
        }
        return new Frame(header.Height, header.Width, counts, header.PixelType);
    }

    private static Frame ReadRuns(Stream stream, BmpHeader header, string path)
    {
        var indices = BmpRunLength.Decode(stream, header, path);
        var counts = new float[indices.Length];
        for (var y = 0; y < header.Height; y++)
        {
            var stored = header.TopDown ? y : header.Height - 1 - y;
            ToCounts(indices.AsSpan(stored * header.Width, header.Width), header, 8, counts.AsSpan(y * header.Width, header.Width), path);
        }
        return new Frame(header.Height, header.Width, counts, header.PixelType);
    }

    private static void ToCounts(ReadOnlySpan<byte> row, BmpHeader header, int bits, Span<float> counts, string path)
    {
        var (palette, colours) = (header.Palette, header.Colours);
        for (var x = 0; x < counts.Length; x++)
        {
            var pixel = BmpPixels.Get(row, x, bits);
            if (palette is not null && pixel >= palette.Length)
                throw BmpHeader.Damaged(path, $"a pixel names colour {pixel} of a palette of {palette.Length}");
            var grey = palette is not null ? palette[pixel] : colours.Grey(pixel);
            if (grey < 0)
                throw GreyOnly.Coloured(path);
            if ((pixel & colours.Alpha) != colours.Alpha && palette is null)
                throw GreyOnly.Transparent(path);
            counts[x] = grey;
        }
    }
}
