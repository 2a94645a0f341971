using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Onnx;

/// <summary>A tensor of numbers in an ONNX file, as its graph is initialised with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Lengths of its axes.</param>
/// <param name="Values">Its numbers.</param>
/// <param name="IsHalf">Whether the file has them in float16.</param>
internal sealed record OnnxInitializer(string Name, IReadOnlyList<long> Shape, float[] Values, bool IsHalf)
{
    private const int ExternalLocation = 1;
    private const int MostAxes = 8;

    /// <param name="tensor">A TensorProto of onnx.proto.</param>
    /// <returns>Null where it is neither of float32 nor of float16.</returns>
    /// <exception cref="PostFocusException">It is damaged, too large, or its numbers lie in another file.</exception>
    public static OnnxInitializer? Read(ReadOnlyMemory<byte> tensor)
    {
        var (shape, name, type, external) = (new List<long>(), "", 0UL, false);
        ReadOnlyMemory<byte> raw = default;
        var single = new List<float>();
        var half = new List<long>();
        foreach (var field in ProtobufMessage.Read(tensor))
            switch (field.Number)
            {
                case 1:
                    shape.AddRange(field.Integers());
                    break;
                case 2:
                    type = field.Value;
                    break;
                case 4 when field.Content is { } packed:
                    single.AddRange(MemoryMarshal.Cast<byte, float>(packed.Span));
                    break;
                case 4:
                    single.Add(BitConverter.UInt32BitsToSingle((uint)field.Value));
                    break;
                case 5:
                    half.AddRange(field.Integers());
                    break;
                case 8:
                    name = field.Text;
                    break;
                case 9:
                    raw = field.Content ?? default;
                    break;
                case 14:
                    external = field.Value == ExternalLocation;
                    break;
            }
        var isHalf = (OnnxElementType)type == OnnxElementType.Float16;
        if (!isHalf && (OnnxElementType)type != OnnxElementType.Float)
            return null;
        if (external)
            throw new PostFocusException($"Tensor '{name}' lies in another file; export the weights into the ONNX file itself.");
        var values = isHalf
            ? raw.IsEmpty
                ? [.. half.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))]
                : Widened(Cast<Half>(raw.Span, name))
            : raw.IsEmpty
                ? [.. single]
                : Cast<float>(raw.Span, name).ToArray();
        CheckLength(name, shape, values.Length);
        return new(name, shape, values, isHalf);
    }

    private static ReadOnlySpan<T> Cast<T>(ReadOnlySpan<byte> raw, string name)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        return raw.Length % size == 0
            ? MemoryMarshal.Cast<byte, T>(raw)
            : throw new PostFocusException($"Tensor '{name}' has {raw.Length} bytes, which is not a multiple of {size}.");
    }

    private static float[] Widened(ReadOnlySpan<Half> values)
    {
        var wide = new float[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = (float)values[i];
        return wide;
    }

    private static void CheckLength(string name, List<long> shape, int count)
    {
        if (shape.Count > MostAxes)
            throw new PostFocusException($"Tensor '{name}' has {shape.Count} axes.");
        var expected = 1L;
        foreach (var length in shape)
        {
            if (length is < 0 or > int.MaxValue || (expected *= length) > int.MaxValue)
                throw new PostFocusException($"Tensor '{name}' is too large.");
        }
        if (expected != count)
            throw new PostFocusException($"Tensor '{name}' [{string.Join(", ", shape)}] has {count} values.");
    }
}
