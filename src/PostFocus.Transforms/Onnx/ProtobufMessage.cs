using PostFocus.Imaging;

namespace PostFocus.Transforms.Onnx;

/// <summary>Reads the wire format of protocol buffers, and trusts no length.</summary>
internal static class ProtobufMessage
{
    /// <summary>All fields in the order of the file.</summary>
    /// <exception cref="PostFocusException">
    /// The message is damaged, or has groups, which ONNX does not use: what lies behind them could not be seen.
    /// </exception>
    public static IEnumerable<ProtobufField> Read(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length; )
        {
            var tag = Varint(message.Span, ref at);
            var number = tag is >= 8 and <= uint.MaxValue ? (int)(tag >> 3) : throw Damaged("a field has no number");
            var wire = (ProtobufWire)(tag & 7);
            if (wire == ProtobufWire.Varint)
            {
                yield return new(number, null, Varint(message.Span, ref at));
                continue;
            }
            ulong length = wire switch
            {
                ProtobufWire.Fixed64 => sizeof(ulong),
                ProtobufWire.LengthDelimited => Varint(message.Span, ref at),
                ProtobufWire.Fixed32 => sizeof(uint),
                _ => throw Damaged($"field {number} is of the unknown wire type {wire}"),
            };
            if (length > (ulong)(message.Length - at))
                throw Damaged($"a field of {length} bytes is cut off");
            var content = message.Slice(at, (int)length);
            at += (int)length;
            yield return wire == ProtobufWire.LengthDelimited ? new(number, content, 0) : new(number, null, Fixed(content.Span));
        }
    }

    /// <summary>The contents of every field of that number that has a length.</summary>
    /// <exception cref="PostFocusException">The message is damaged.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int field) =>
        Read(message).Where(f => f.Number == field && f.Content is not null).Select(f => f.Content!.Value);

    /// <summary>The texts of every field of that number.</summary>
    /// <exception cref="PostFocusException">The message is damaged.</exception>
    public static IEnumerable<string> Texts(ReadOnlyMemory<byte> message, int field) =>
        Read(message).Where(f => f.Number == field && f.Content is not null).Select(f => f.Text);

    /// <exception cref="PostFocusException">There is no number.</exception>
    public static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; at < bytes.Length && shift < 64; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
        throw Damaged("a number is cut off or too long");
    }

    private static ulong Fixed(ReadOnlySpan<byte> littleEndian)
    {
        ulong value = 0;
        for (var i = littleEndian.Length - 1; i >= 0; i--)
            value = value << 8 | littleEndian[i];
        return value;
    }

    private static PostFocusException Damaged(string why) => new($"The network is not an ONNX file, or is a damaged one: {why}.");
}
