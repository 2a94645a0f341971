using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Bmp;

/// <summary>Decodes run-length BMP: pairs of a count and one index (8 bits) or two that take turns (4 bits).</summary>
internal static class BmpRunLength
{
    private const int EndOfRow = 0,
        EndOfBitmap = 1,
        Move = 2,
        LongestRun = 255;

    /// <summary>Palette indices, one a byte, in the file's order of rows.</summary>
    public static byte[] Decode(Stream stream, BmpHeader header, string path)
    {
        var available = stream.Length - header.Pixels;
        var pixels = (long)header.Height * header.Width;
        // Two bytes give at most such a run: more is not worth allocating.
        if (pixels > available * LongestRun)
            throw BmpHeader.Damaged(path, $"it claims {pixels} pixels, more than its {available} bytes of data can hold");
        if (available > SampleLimits.MostBytes)
            throw new FrameFormatException(
                path,
                0,
                $"it has {available} bytes of run-length pixels, more than the {SampleLimits.MostBytes} supported. Save it as TIFF."
            );
        var data = new byte[available];
        stream.Position = header.Pixels;
        stream.ReadExactly(data);
        var indices = new byte[pixels];
        return Fill(data, header, indices) is { } problem ? throw BmpHeader.Damaged(path, problem) : indices;
    }

    /// <summary>What is wrong with the data; null if nothing. Pixels that are left out have no intensity, so that is wrong too.</summary>
    private static string? Fill(ReadOnlySpan<byte> data, BmpHeader header, Span<byte> indices)
    {
        var nibbles = header.Bits == 4;
        // Some writers code the padding of a row too.
        var padded = header.Stride * 8 / header.Bits;
        int at = 0,
            x = 0,
            y = 0;
        while (at + 2 <= data.Length)
        {
            int count = data[at],
                value = data[at + 1];
            var literal = count == 0;
            at += 2;
            if (literal && value == EndOfBitmap)
                break;
            if (literal && value == EndOfRow && x >= header.Width)
            {
                (x, y) = (0, y + 1);
                continue;
            }
            if (literal && value is EndOfRow or Move)
                break;
            var run = literal ? value : count;
            var bytes =
                !literal ? 0
                : nibbles ? (run + 1) / 2
                : run;
            if (y >= header.Height || run > padded - x || at + bytes > data.Length)
                return $"a run of {run} pixels in stored row {y} goes beyond the image or the file";
            for (var i = 0; i < run; i++, x++)
            {
                if (x >= header.Width)
                    continue;
                var source = !literal ? value : data[at + (nibbles ? i / 2 : i)];
                indices[y * header.Width + x] = (byte)(
                    !nibbles ? source
                    : i % 2 == 0 ? source >> 4
                    : source & 15
                );
            }
            // Literal pixels are filled up to an even number of bytes.
            at += bytes + bytes % 2;
        }
        // The last row may be ended or not.
        return (y == header.Height - 1 && x >= header.Width) || (y == header.Height && x == 0)
            ? null
            : $"its run-length data leave out pixels of stored row {y}, from column {x} on";
    }
}
