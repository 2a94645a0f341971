using PostFocus.Imaging;

namespace PostFocus.Transforms.Onnx;

/// <summary>A field of a message: the content of one that has a length, else its number.</summary>
internal readonly record struct ProtobufField(int Number, ReadOnlyMemory<byte>? Content, ulong Value);

/// <summary>As much of protobuf's wire format as finding a few fields needs.</summary>
internal static class ProtobufMessage
{
    private const int LengthDelimited = 2;

    /// <summary>All fields in the order of the file.</summary>
    /// <exception cref="PostFocusException">The message is damaged, or has groups, which ONNX does not use: what lies behind them could not be seen.</exception>
    public static IEnumerable<ProtobufField> Read(ReadOnlyMemory<byte> message)
    {
        for (int at = 0; at < message.Length;)
        {
            ulong tag = Varint(message.Span, ref at) ?? throw Damaged();
            int number = tag is >= 8 and <= uint.MaxValue ? (int)(tag >> 3) : throw Damaged();
            if ((tag & 7) == 0)
            {
                yield return new(number, null, Varint(message.Span, ref at) ?? throw Damaged());
                continue;
            }
            ulong length = (tag & 7) switch
            {
                1 => 8,
                LengthDelimited => Varint(message.Span, ref at) ?? throw Damaged(),
                5 => 4,
                _ => throw Damaged(),
            };
            if (length > (ulong)(message.Length - at))
                throw Damaged();
            ReadOnlyMemory<byte> content = message.Slice(at, (int)length);
            at += (int)length;
            yield return new(number, (tag & 7) == LengthDelimited ? content : null, 0);
        }
    }

    /// <summary>The contents of every field of that number that has a length.</summary>
    /// <exception cref="PostFocusException">The message is damaged.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int field) =>
        Read(message).Where(f => f.Number == field && f.Content is not null).Select(f => f.Content!.Value);

    /// <summary>The numbers of a repeated field of integers, packed or not.</summary>
    /// <exception cref="PostFocusException">The message is damaged.</exception>
    public static IEnumerable<long> Integers(ReadOnlyMemory<byte> message, int field)
    {
        foreach (ProtobufField found in Read(message))
        {
            if (found.Number != field)
                continue;
            if (found.Content is not { } packed)
            {
                yield return (long)found.Value;
                continue;
            }
            for (int at = 0; at < packed.Length;)
                yield return (long)(Varint(packed.Span, ref at) ?? throw Damaged());
        }
    }

    private static PostFocusException Damaged() => new("The network is no ONNX file, or a damaged one.");

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
