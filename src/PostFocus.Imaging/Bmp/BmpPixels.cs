using System.Buffers.Binary;

namespace PostFocus.Imaging.Bmp;

/// <summary>
/// Pixels of a row of BMP: palette indices of 1, 4 or 8 bits, the first in the high bits, or little-endian numbers of 16 to 32 bits.
/// </summary>
internal static class BmpPixels
{
    public static uint Get(ReadOnlySpan<byte> row, int x, int bits) =>
        bits switch
        {
            8 => row[x],
            16 => BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..]),
            24 => (uint)(row[3 * x] | row[3 * x + 1] << 8 | row[3 * x + 2] << 16),
            32 => BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]),
            _ => (uint)(row[x * bits / 8] >> Shift(x, bits) & ((1 << bits) - 1)),
        };

    public static void Set(Span<byte> row, int x, int bits, uint pixel)
    {
        if (bits < 8)
        {
            ref var shared = ref row[x * bits / 8];
            shared = (byte)((shared & ~(((1 << bits) - 1) << Shift(x, bits))) | (int)pixel << Shift(x, bits));
            return;
        }
        for (var i = 0; i < bits / 8; i++)
            row[x * bits / 8 + i] = (byte)(pixel >> (8 * i));
    }

    private static int Shift(int x, int bits) => 8 - bits - x * bits % 8;
}
