using System.Buffers.Binary;
using System.IO.Compression;
using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>
/// Grey Deflate TIFF files with a predictor, written from the text of the specifications (TIFF 6.0 section 14 and
/// Photoshop TIFF Technical Note 3) without LibTiff, which does not know all of these.
/// </summary>
internal static class PredictedTiff
{
    /// <summary>One strip of samples that are given as their bits.</summary>
    public static byte[] File(int width, ulong[] samples, int bits, SampleFormat format, Predictor predictor, bool bigEndian)
    {
        var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionMode.Compress, leaveOpen: true))
            foreach (var row in samples.Chunk(width))
                deflate.Write([.. predictor == Predictor.HORIZONTAL ? Horizontal(row, bits / 8, bigEndian) : FloatingPoint(row, bits / 8)]);
        if (data.Length % 2 == 1)
            data.WriteByte(0);

        (int Tag, int Value)[] tags =
        [
            (256, width),
            (257, samples.Length / width),
            (258, bits),
            (259, 8),
            (262, 1),
            (273, 8),
            (277, 1),
            (278, samples.Length / width),
            (279, (int)data.Length),
            (317, (int)predictor),
            (339, (int)format),
        ];
        return
        [
            .. bigEndian ? "MM\0*"u8 : "II*\0"u8,
            .. Number((ulong)data.Length + 8, 4, bigEndian),
            .. data.ToArray(),
            .. Number((ulong)tags.Length, 2, bigEndian),
            // Type 3, two bytes, then as many without meaning.
            .. tags.SelectMany(t =>
                (byte[])
                    [
                        .. Number((ulong)t.Tag, 2, bigEndian),
                        .. Number(3, 2, bigEndian),
                        .. Number(1, 4, bigEndian),
                        .. Number((ulong)t.Value, 2, bigEndian),
                        0,
                        0,
                    ]
            ),
            0,
            0,
            0,
            0,
        ];
    }

    private static IEnumerable<byte> Horizontal(ulong[] row, int bytes, bool bigEndian) =>
        row.SelectMany((sample, x) => Number(unchecked(sample - (x == 0 ? 0 : row[x - 1])), bytes, bigEndian));

    /// <summary>The most significant bytes of all samples first, in either byte order.</summary>
    private static IEnumerable<byte> FloatingPoint(ulong[] row, int bytes)
    {
        byte[] planes = [.. Enumerable.Range(0, bytes).SelectMany(b => row.Select(sample => Number(sample, bytes, bigEndian: true)[b]))];
        return planes.Select((value, i) => unchecked((byte)(value - (i == 0 ? 0 : planes[i - 1]))));
    }

    private static byte[] Number(ulong value, int bytes, bool bigEndian)
    {
        var all = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(all, value);
        var low = all[^bytes..];
        return bigEndian ? low : [.. low.Reverse()];
    }
}
