using PostFocus.Imaging;
using PostFocus.Transforms.Onnx;

namespace PostFocus.Trainers.Onnx;

/// <summary>Reads the weights of an ONNX file, and nothing else: no code runs, and no other file is opened.</summary>
/// <remarks>Field numbers are those of onnx.proto.</remarks>
internal sealed class OnnxWeights
{
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
                case { Number: 5, Content: { } tensor } when OnnxInitializer.Read(tensor) is { } numbers:
                    _tensors.Add(numbers);
                    break;
            }
    }

    private void ReadNode(ReadOnlyMemory<byte> node)
    {
        foreach (var input in ProtobufMessage.Texts(node, 1))
            _firstUse.TryAdd(input, _firstUse.Count);
    }
}
