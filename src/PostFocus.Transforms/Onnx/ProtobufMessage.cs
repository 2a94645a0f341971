namespace PostFocus.Transforms.Onnx;

/// <summary>As much of protobuf's wire format as finding and adding a few fields needs.</summary>
internal static class ProtobufMessage
{
    private const int LengthDelimited = 2;

    /// <summary>The contents of every field of that number that has a length; of a damaged message those found so far.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int field)
    {
        int at = 0;
        while (Varint(message.Span, ref at) is { } tag)
        {
            ulong? length = (tag & 7) switch
            {
                0 => Varint(message.Span, ref at) is null ? null : 0,
                1 => 8,
                2 => Varint(message.Span, ref at),
                5 => 4,
                _ => null,
            };
            if (length is not { } bytes || bytes > (ulong)(message.Length - at))
                yield break;
            if ((tag & 7) == LengthDelimited && tag >> 3 == (ulong)field)
                yield return message.Slice(at, (int)bytes);
            at += (int)bytes;
        }
    }

    /// <summary>A field that has a length.</summary>
    public static byte[] Field(int number, ReadOnlySpan<byte> content) =>
        [.. Varint((uint)(number << 3 | LengthDelimited)), .. Varint((uint)content.Length), .. content];

    private static List<byte> Varint(uint value)
    {
        List<byte> bytes = [];
        for (; value >= 128; value >>= 7)
            bytes.Add((byte)(value | 128));
        bytes.Add((byte)value);
        return bytes;
    }

    private static ulong? Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; at < bytes.Length && shift < 64; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
        return null;
    }
}
