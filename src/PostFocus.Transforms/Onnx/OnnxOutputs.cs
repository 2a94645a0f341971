namespace PostFocus.Transforms.Onnx;

/// <summary>The names of a network's outputs, read from its file: opening a session for them would take a hundred times longer.</summary>
/// <remarks>
/// Field numbers are those of onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto; the wire format is
/// protobuf's. Of a damaged file the names found so far are given: ONNX Runtime will refuse it.
/// </remarks>
internal static class OnnxOutputs
{
    private const int ModelGraph = 7, GraphOutput = 12, ValueName = 1;

    public static IReadOnlyList<string> Names(ReadOnlyMemory<byte> onnx) =>
        [.. Messages(onnx, ModelGraph)
            .SelectMany(graph => Messages(graph, GraphOutput))
            .SelectMany(value => Messages(value, ValueName))
            .Select(name => System.Text.Encoding.UTF8.GetString(name.Span))];

    /// <summary>The contents of every field of that number that has a length.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int field)
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
            if ((tag & 7) == 2 && tag >> 3 == (ulong)field)
                yield return message.Slice(at, (int)bytes);
            at += (int)bytes;
        }
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
