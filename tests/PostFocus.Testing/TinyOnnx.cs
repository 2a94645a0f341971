using System.Runtime.InteropServices;
using System.Text;

namespace PostFocus.Testing;

/// <summary>
/// ONNX files of a few operators, as far as the networks of tests need them: field numbers of ModelProto, GraphProto,
/// NodeProto, ValueInfoProto.
/// </summary>
public static class TinyOnnx
{
    public static byte[] Model(byte[][] nodes, byte[][] inputs, params byte[][] outputs) =>
        Join(
            Number(1, 8),
            Bytes(
                7,
                Join([
                    .. nodes.Select(n => Bytes(1, n)),
                    Text(2, "test"),
                    .. inputs.Select(i => Bytes(11, i)),
                    .. outputs.Select(o => Bytes(12, o)),
                ])
            ),
            Bytes(8, Number(2, 17))
        );

    public static byte[] Node(string type, string[] inputs, string output, params byte[][] attributes) =>
        Join([.. inputs.Select(i => Text(1, i)), Text(2, output), Text(4, type), .. attributes.Select(a => Bytes(5, a))]);

    /// <summary>An image [N, 1, height, width], or without sides a tensor whose shape is not stated.</summary>
    public static byte[] Value(string name, params int[] sides) => Shaped(name, sides is [] ? [] : [1, .. sides]);

    /// <summary>A tensor [N, …], or without axes one whose shape is not stated.</summary>
    public static byte[] Shaped(string name, params int[] axes) =>
        Join(
            Text(1, name),
            Bytes(
                2,
                Bytes(
                    1,
                    Join(
                        Number(1, 1),
                        axes is [] ? [] : Bytes(2, Join([Bytes(1, Text(2, "N")), .. axes.Select(s => Bytes(1, Number(1, s)))]))
                    )
                )
            )
        );

    /// <summary>An initializer of int64.</summary>
    public static byte[] Initializer(string name, params long[] values) =>
        Join(Number(1, values.Length), Number(2, 7), Text(8, name), Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()));

    /// <summary>The attribute <c>axis</c>.</summary>
    public static byte[] Axis(int axis) => Join(Text(1, "axis"), Number(3, axis), Number(20, 2));

    /// <summary>An attribute of several integers, such as <c>pads</c>.</summary>
    public static byte[] Integers(string name, params int[] values) =>
        Join([Text(1, name), .. values.Select(v => Number(8, v)), Number(20, 7)]);

    public static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    public static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Bytes(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value >= 128; value >>= 7)
            yield return (byte)(value | 128);
        yield return (byte)value;
    }
}
