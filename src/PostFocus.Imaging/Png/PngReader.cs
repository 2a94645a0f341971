using System.IO.Compression;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Png;

/// <summary>Reads grey PNG files: any bit depth without losing counts, colour only where the channels are equal.</summary>
internal static class PngReader
{
    private const int LargestFile = 1 << 30;

    public static Frame Read(Stream stream, string path)
    {
        var chunks = Chunks(stream, path);
        var header = PngHeader.Read(chunks[0], path);
        var pixels = Inflate(chunks, header, path);
        var palette = Palette(chunks, header, path);
        var counts = new float[header.Height * header.Width];
        var above = new byte[header.RowBytes];
        for (var y = 0; y < header.Height; y++)
        {
            var line = pixels.AsSpan(y * (1 + header.RowBytes), 1 + header.RowBytes);
            var row = line[1..];
            if (!PngFilter.TryUndo(line[0], row, above, header.FilterDistance))
                throw PngChunk.Damaged(path, $"row {y} has filter {line[0]}, which PNG does not know");
            row.CopyTo(above);
            ToCounts(row, header, palette, counts.AsSpan(y * header.Width, header.Width), path);
        }
        return new Frame(header.Height, header.Width, counts, header.PixelType);
    }

    public static IReadOnlyList<PngChunk> Chunks(Stream stream, string path)
    {
        if (stream.Length > LargestFile)
            throw new FrameFormatException(
                path,
                0,
                $"it has {stream.Length} bytes, more than the {LargestFile} supported in a PNG. Save it as TIFF."
            );
        var file = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(file);
        return PngChunk.ReadAll(file, path);
    }

    private static byte[] Inflate(IReadOnlyList<PngChunk> chunks, PngHeader header, string path)
    {
        using var compressed = new MemoryStream();
        foreach (var chunk in chunks.Where(c => c.Name == "IDAT"))
            compressed.Write(chunk.Data.Span);
        var size = (1L + header.RowBytes) * header.Height;
        // Deflate expands at most 1032 times: more is not worth allocating.
        if (size > compressed.Length * 1040)
            throw PngChunk.Damaged(path, $"it claims {size} bytes of pixels, more than its {compressed.Length} bytes of data can hold");
        var pixels = new byte[size];
        compressed.Position = 0;
        try
        {
            using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
            var got = inflated.ReadAtLeast(pixels, pixels.Length, throwOnEndOfStream: false);
            if (got < pixels.Length)
                throw PngChunk.Damaged(path, $"its data end after {got} of {size} bytes");
            // Reading on to the end lets the decoder compare the checksum of the pixels.
            _ = inflated.ReadByte();
        }
        catch (InvalidDataException e)
        {
            throw PngChunk.Damaged(path, "its pixels cannot be decompressed", e);
        }
        return pixels;
    }

    /// <summary>Grey value of each palette entry; null where the file has no palette to go through.</summary>
    private static byte[]? Palette(IReadOnlyList<PngChunk> chunks, PngHeader header, string path)
    {
        if (header.ColourType != PngHeader.Palette)
            return null;
        var colours = chunks.FirstOrDefault(c => c.Name == "PLTE").Data.Span;
        if (colours.Length == 0 || colours.Length % 3 != 0)
            throw PngChunk.Damaged(path, "its palette is missing or incomplete");
        var greys = new byte[colours.Length / 3];
        for (var i = 0; i < greys.Length; i++)
        {
            greys[i] = colours[3 * i];
            if (colours[3 * i + 1] != greys[i] || colours[3 * i + 2] != greys[i])
                throw GreyOnly.Coloured(path);
        }
        if (chunks.FirstOrDefault(c => c.Name == "tRNS").Data.Span.ContainsAnyExcept((byte)255))
            throw GreyOnly.Transparent(path);
        return greys;
    }

    private static void ToCounts(ReadOnlySpan<byte> row, PngHeader header, byte[]? palette, Span<float> counts, string path)
    {
        for (var x = 0; x < counts.Length; x++)
        {
            var first = x * header.Channels;
            var count = Sample(row, first, header.BitDepth);
            if (
                header.ColourType is PngHeader.Rgb or PngHeader.Rgba
                && (Sample(row, first + 1, header.BitDepth) != count || Sample(row, first + 2, header.BitDepth) != count)
            )
                throw GreyOnly.Coloured(path);
            if (header.HasAlpha && Sample(row, first + header.Channels - 1, header.BitDepth) != (1 << header.BitDepth) - 1)
                throw GreyOnly.Transparent(path);
            if (palette is not null)
                count =
                    count < palette.Length
                        ? palette[count]
                        : throw PngChunk.Damaged(path, $"a pixel names colour {count} of a palette of {palette.Length}");
            counts[x] = count;
        }
    }

    private static int Sample(ReadOnlySpan<byte> row, int index, int bits) =>
        bits switch
        {
            16 => row[2 * index] << 8 | row[2 * index + 1],
            8 => row[index],
            _ => row[index * bits / 8] >> (8 - bits - index * bits % 8) & ((1 << bits) - 1),
        };
}
