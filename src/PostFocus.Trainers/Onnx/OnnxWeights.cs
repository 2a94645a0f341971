using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PostFocus.Imaging;
using PostFocus.Transforms.Onnx;

namespace PostFocus.Trainers.Onnx;

/// <summary>A tensor of numbers in an ONNX file, as its graph is initialised with.</summary>
internal sealed record OnnxInitializer(string Name, IReadOnlyList<long> Shape, float[] Values);

/// <summary>Reads the weights of an ONNX file, and nothing else: no code runs, and no other file is opened.</summary>
/// <remarks>Field numbers are those of onnx.proto.</remarks>
internal sealed class OnnxWeights
{
    private const int ExternalLocation = 1;
    private const int MostAxes = 8;

    private readonly List<OnnxInitializer> _tensors = [];
    private readonly Dictionary<string, int> _firstUse = new(StringComparer.Ordinal);

    private OnnxWeights(ReadOnlyMemory<byte> model)
    {
        foreach (var field in ProtobufMessage.Read(model))
            if (field is { Number: 7, Content: { } graph })
                ReadGraph(graph);
        Normalizations = OnnxMetadata.Read(model, FoldedNormalizations.Key);
        if (_tensors.Count == 0)
            throw new PostFocusException("It holds no weights in float32 or float16.");
    }

    /// <summary>Tensors of float32 and float16 in the order of the file.</summary>
    public IReadOnlyList<OnnxInitializer> Tensors => _tensors;

    /// <summary>The same in the order in which the graph's operators use them.</summary>
    public IReadOnlyList<OnnxInitializer> InOrderOfUse => [.. _tensors.OrderBy(t => _firstUse.GetValueOrDefault(t.Name, int.MaxValue))];

    /// <summary>The metadata's entry <see cref="FoldedNormalizations.Key"/>, which our own files have.</summary>
    public string? Normalizations { get; }

    /// <param name="model">The file.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="PostFocusException">The bytes are not an ONNX file, or its weights are not in it.</exception>
    public static OnnxWeights Read(ReadOnlyMemory<byte> model, string source)
    {
        try
        {
            return new(model);
        }
        catch (PostFocusException e)
        {
            throw new PostFocusException($"Weights cannot be read from '{source}'. {e.Message}", e);
        }
    }

    private void ReadGraph(ReadOnlyMemory<byte> graph)
    {
        foreach (var field in ProtobufMessage.Read(graph))
            switch (field)
            {
                case { Number: 1, Content: { } node }:
                    ReadNode(node);
                    break;
                case { Number: 5, Content: { } tensor }:
                    ReadTensor(tensor);
                    break;
            }
    }

    private void ReadNode(ReadOnlyMemory<byte> node)
    {
        foreach (var input in ProtobufMessage.Texts(node, 1))
            _firstUse.TryAdd(input, _firstUse.Count);
    }

    private void ReadTensor(ReadOnlyMemory<byte> tensor)
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
        if ((OnnxElementType)type is not (OnnxElementType.Float or OnnxElementType.Float16))
            return;
        if (external)
            throw new PostFocusException($"Tensor '{name}' lies in another file; export the weights into the ONNX file itself.");
        var values =
            (OnnxElementType)type == OnnxElementType.Float
                ? raw.IsEmpty
                    ? [.. single]
                    : Cast<float>(raw.Span, name).ToArray()
                : raw.IsEmpty
                    ? [.. half.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))]
                    : Widened(Cast<Half>(raw.Span, name));
        CheckLength(name, shape, values.Length);
        _tensors.Add(new(name, shape, values));
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
