using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PostFocus.Imaging;

namespace PostFocus.Trainers.Onnx;

/// <summary>A tensor of numbers in an ONNX file.</summary>
internal sealed record OnnxTensor(string Name, IReadOnlyList<long> Shape, float[] Values);

/// <summary>Reads the weights of an ONNX file, and nothing else: no code runs, and no other file is opened.</summary>
/// <remarks>Field numbers are those of onnx.proto.</remarks>
internal sealed class OnnxWeights
{
    private const int ExternalLocation = 1;
    private const int MostAxes = 8;

    private readonly List<OnnxTensor> _tensors = [];
    private readonly Dictionary<string, int> _firstUse = new(StringComparer.Ordinal);

    private OnnxWeights(ReadOnlySpan<byte> model)
    {
        var reader = new ProtobufReader(model);
        while (reader.Next())
            switch (reader.Field)
            {
                case 7:
                    ReadGraph(reader.Bytes);
                    break;
                case 14:
                    ReadMetadata(reader.Bytes);
                    break;
            }
        if (_tensors.Count == 0)
            throw new InvalidDataException("it holds no weights in float32 or float16.");
    }

    /// <summary>Tensors of float32 and float16 in the order of the file.</summary>
    public IReadOnlyList<OnnxTensor> Tensors => _tensors;

    /// <summary>The same in the order in which the graph's operators use them.</summary>
    public IReadOnlyList<OnnxTensor> InOrderOfUse => [.. _tensors.OrderBy(t => _firstUse.GetValueOrDefault(t.Name, int.MaxValue))];

    /// <summary>The metadata's entry <see cref="FoldedNormalizations.Key"/>, which our own files have.</summary>
    public string? Normalizations { get; private set; }

    /// <param name="model">The file.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="PostFocusException">The bytes are no ONNX file, or its weights are not in it.</exception>
    public static OnnxWeights Read(ReadOnlySpan<byte> model, string source)
    {
        try
        {
            return new(model);
        }
        catch (InvalidDataException e)
        {
            throw new PostFocusException($"'{source}' is no ONNX file that weights can be read from: {e.Message}", e);
        }
    }

    private void ReadMetadata(ReadOnlySpan<byte> entry)
    {
        var (key, value) = ("", "");
        var reader = new ProtobufReader(entry);
        while (reader.Next())
            if (reader.Field == 1)
                key = reader.Text;
            else if (reader.Field == 2)
                value = reader.Text;
        if (key == FoldedNormalizations.Key)
            Normalizations = value;
    }

    private void ReadGraph(ReadOnlySpan<byte> graph)
    {
        var reader = new ProtobufReader(graph);
        while (reader.Next())
            switch (reader.Field)
            {
                case 1:
                    ReadNode(reader.Bytes);
                    break;
                case 5:
                    ReadTensor(reader.Bytes);
                    break;
            }
    }

    private void ReadNode(ReadOnlySpan<byte> node)
    {
        var reader = new ProtobufReader(node);
        while (reader.Next())
            if (reader.Field == 1)
                _firstUse.TryAdd(reader.Text, _firstUse.Count);
    }

    private void ReadTensor(ReadOnlySpan<byte> tensor)
    {
        var (shape, name, type, external) = (new List<long>(), "", 0UL, false);
        ReadOnlySpan<byte> raw = [];
        var single = new List<float>();
        var half = new List<long>();
        var reader = new ProtobufReader(tensor);
        while (reader.Next())
            switch (reader.Field)
            {
                case 1:
                    reader.AddIntegers(shape);
                    break;
                case 2:
                    type = reader.Number;
                    break;
                case 4:
                    if (reader.Bytes.IsEmpty)
                        single.Add(BitConverter.UInt32BitsToSingle((uint)reader.Number));
                    single.AddRange(MemoryMarshal.Cast<byte, float>(reader.Bytes));
                    break;
                case 5:
                    reader.AddIntegers(half);
                    break;
                case 8:
                    name = reader.Text;
                    break;
                case 9:
                    raw = reader.Bytes;
                    break;
                case 14:
                    external = reader.Number == ExternalLocation;
                    break;
            }
        if ((OnnxElementType)type is not (OnnxElementType.Float or OnnxElementType.Float16))
            return;
        if (external)
            throw new InvalidDataException($"tensor '{name}' lies in another file; export the weights into the ONNX file itself.");
        float[] values = (OnnxElementType)type == OnnxElementType.Float
            ? raw.IsEmpty ? [.. single] : Cast<float>(raw, name).ToArray()
            : raw.IsEmpty ? [.. half.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))] : Widened(Cast<Half>(raw, name));
        CheckLength(name, shape, values.Length);
        _tensors.Add(new(name, shape, values));
    }

    private static ReadOnlySpan<T> Cast<T>(ReadOnlySpan<byte> raw, string name)
        where T : unmanaged
    {
        var size = Unsafe.SizeOf<T>();
        return raw.Length % size == 0
            ? MemoryMarshal.Cast<byte, T>(raw)
            : throw new InvalidDataException($"tensor '{name}' has {raw.Length} bytes, no multiple of {size}.");
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
            throw new InvalidDataException($"tensor '{name}' has {shape.Count} axes.");
        var expected = 1L;
        foreach (var length in shape)
        {
            if (length is < 0 or > int.MaxValue || (expected *= length) > int.MaxValue)
                throw new InvalidDataException($"tensor '{name}' is too large.");
        }
        if (expected != count)
            throw new InvalidDataException($"tensor '{name}' [{string.Join(", ", shape)}] has {count} values.");
    }
}
