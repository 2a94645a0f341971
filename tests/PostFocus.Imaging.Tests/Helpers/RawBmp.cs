using System.Buffers.Binary;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>BMP files field by field, so that any of them can lie.</summary>
internal static class RawBmp
{
    /// <summary>A file with a header of 40 bytes or more.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows; below 0: the top row first.</param>
    /// <param name="bits">Bits of a pixel.</param>
    /// <param name="pixels">The rows as stored.</param>
    /// <param name="palette">Entries of four bytes.</param>
    /// <param name="compression">0: none.</param>
    /// <param name="masks">Red, green, blue and alpha.</param>
    /// <param name="headerBytes">Length of the header.</param>
    public static byte[] File(
        int width,
        int height,
        int bits,
        byte[] pixels,
        byte[]? palette = null,
        int compression = 0,
        uint[]? masks = null,
        int headerBytes = 40
    )
    {
        var header = new byte[14 + Math.Max(headerBytes, 40 + 4 * (masks?.Length ?? 0))];
        "BM"u8.CopyTo(header);
        var start = header.Length + (palette?.Length ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(2), start + pixels.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), start);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), headerBytes);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), height);
        header[26] = 1;
        header[28] = (byte)bits;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(30), compression);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(46), (palette?.Length ?? 0) / 4);
        for (var i = 0; i < (masks?.Length ?? 0); i++)
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(54 + 4 * i), masks![i]);
        return [.. header, .. palette ?? [], .. pixels];
    }

    /// <summary>A palette of these greys.</summary>
    public static byte[] Greys(params int[] greys) => [.. greys.SelectMany(g => new byte[] { (byte)g, (byte)g, (byte)g, 0 })];
}
