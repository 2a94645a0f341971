using System.Buffers.Binary;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>Damage that knows nothing of what the bytes mean.</summary>
internal static class ByteRecipes
{
    public static IReadOnlyList<Recipe> All { get; } =
    [FlipBit, SetByte, SetNumber, SetNumber, Truncate, Extend, Duplicate, Delete, Swap, Fill];

    /// <summary>Numbers at which readers go wrong: the ends of types, the file's length, neighbours of what stood there.</summary>
    public static ulong Interesting(ulong old, long length, Random random) =>
        random.Next(18) switch
        {
            0 => 0,
            1 => 1,
            2 => 2,
            3 => 0x7F,
            4 => 0xFF,
            5 => 0x7FFF,
            6 => 0xFFFF,
            7 => 0x1_0000,
            8 => 0x7FFF_FFFF,
            9 => 0x8000_0000,
            10 => 0xFFFF_FFFF,
            11 => ulong.MaxValue,
            12 => old + 1,
            13 => old - 1,
            14 => old * 2,
            15 => (ulong)(length + random.Next(-2, 3)),
            16 => 1UL << random.Next(64),
            _ => (ulong)random.NextInt64(length + 1),
        };

    private static byte[] FlipBit(byte[] bytes, Random random)
    {
        if (bytes.Length > 0)
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static byte[] SetByte(byte[] bytes, Random random)
    {
        if (bytes.Length > 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static byte[] SetNumber(byte[] bytes, Random random)
    {
        var size = 1 << random.Next(4);
        if (bytes.Length < size)
            return bytes;
        var at = bytes.AsSpan(random.Next(bytes.Length - size + 1), size);
        Span<byte> number = stackalloc byte[8];
        at.CopyTo(number);
        BinaryPrimitives.WriteUInt64LittleEndian(
            number,
            Interesting(BinaryPrimitives.ReadUInt64LittleEndian(number), bytes.Length, random)
        );
        number[..size].CopyTo(at);
        if (random.Next(2) == 0)
            at.Reverse();
        return bytes;
    }

    private static byte[] Truncate(byte[] bytes, Random random) => bytes[..random.Next(bytes.Length + 1)];

    private static byte[] Extend(byte[] bytes, Random random)
    {
        var more = new byte[random.Next(1, 64)];
        random.NextBytes(more);
        return [.. bytes, .. more];
    }

    private static byte[] Duplicate(byte[] bytes, Random random)
    {
        var (start, end) = Block(bytes, random);
        return [.. bytes.AsSpan(0, end), .. bytes.AsSpan(start)];
    }

    private static byte[] Delete(byte[] bytes, Random random)
    {
        var (start, end) = Block(bytes, random);
        return [.. bytes.AsSpan(0, start), .. bytes.AsSpan(end)];
    }

    private static byte[] Swap(byte[] bytes, Random random)
    {
        var (start, end) = Block(bytes, random);
        var middle = random.Next(start, end + 1);
        return
        [
            .. bytes.AsSpan(0, start),
            .. bytes.AsSpan(middle, end - middle),
            .. bytes.AsSpan(start, middle - start),
            .. bytes.AsSpan(end),
        ];
    }

    private static byte[] Fill(byte[] bytes, Random random)
    {
        var (start, end) = Block(bytes, random);
        bytes.AsSpan(start, end - start).Fill((byte)(random.Next(2) * 255));
        return bytes;
    }

    /// <summary>Mostly short, so that some of the file stays as it was.</summary>
    private static (int Start, int End) Block(byte[] bytes, Random random)
    {
        var start = random.Next(bytes.Length + 1);
        return (start, Math.Min(bytes.Length, start + random.Next(1 << random.Next(1, 10))));
    }
}
