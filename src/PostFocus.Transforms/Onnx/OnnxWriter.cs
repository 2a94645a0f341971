namespace PostFocus.Transforms.Onnx;

/// <summary>Writes an ONNX file: one graph of operators over named values.</summary>
/// <remarks>Field numbers are those of onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.</remarks>
/// <param name="name">Name of the graph.</param>
internal sealed class OnnxWriter(string name)
{
    private readonly ProtobufWriter _graph = new();
    private readonly List<(string Key, string Text)> _metadata = [];
    private int _names;

    /// <summary>A name that no other value has.</summary>
    public string NewName(string operation) => $"{operation}_{_names++}";

    /// <summary>An input of the graph, float32.</summary>
    public void Input(string value, params IReadOnlyList<int> shape) =>
        _graph.Message(11, info => info.ValueInfo(value, OnnxElementType.Float, shape));

    /// <summary>Makes a value an output of the graph.</summary>
    public void Output(string value, OnnxElementType type, params IReadOnlyList<int> shape) =>
        _graph.Message(12, info => info.ValueInfo(value, type, shape));

    /// <summary>Stores a tensor.</summary>
    /// <returns>Its name.</returns>
    public string Initializer(OnnxElementType type, IReadOnlyList<int> shape, ReadOnlySpan<byte> littleEndian)
    {
        var value = NewName("const");
        Initializer(value, type, shape, littleEndian);
        return value;
    }

    /// <summary>Stores a tensor under a name.</summary>
    public void Initializer(string value, OnnxElementType type, IReadOnlyList<int> shape, ReadOnlySpan<byte> littleEndian)
    {
        var tensor = new ProtobufWriter();
        foreach (var length in shape)
            tensor.Integer(1, length);
        tensor.Integer(2, (int)type);
        tensor.Text(8, value);
        tensor.Bytes(9, littleEndian);
        _graph.Bytes(5, tensor.Written);
    }

    /// <summary>Stores a tensor of another file under a name.</summary>
    /// <remarks>Of a field that comes twice the later one counts, so the tensor is not taken apart.</remarks>
    public void Initializer(string value, ReadOnlyMemory<byte> tensor)
    {
        var named = new ProtobufWriter();
        named.Text(8, value);
        _graph.Bytes(5, [.. tensor.Span, .. named.Written]);
    }

    /// <summary>Adds an operator.</summary>
    /// <exception cref="NotSupportedException">An attribute is neither float, int, string nor int[].</exception>
    public void Node(
        string operation,
        IEnumerable<string> inputs,
        IEnumerable<string> outputs,
        params IEnumerable<(string Name, object Value)> attributes
    ) =>
        Node(
            inputs,
            outputs,
            node =>
            {
                node.Text(4, operation);
                foreach (var (attribute, value) in attributes)
                    node.Message(5, a => a.Attribute(attribute, value));
            }
        );

    /// <summary>Adds an operator between values of any name.</summary>
    /// <param name="inputs">Names.</param>
    /// <param name="outputs">Names.</param>
    /// <param name="rest">Writes all else that the node has.</param>
    public void Node(IEnumerable<string> inputs, IEnumerable<string> outputs, Action<ProtobufWriter> rest) =>
        _graph.Message(
            1,
            node =>
            {
                foreach (var input in inputs)
                    node.Text(1, input);
                foreach (var output in outputs)
                    node.Text(2, output);
                rest(node);
            }
        );

    /// <summary>Has the file tell a text beside the graph.</summary>
    public void Tell(string key, string text) => _metadata.Add((key, text));

    /// <summary>The finished file; nothing can be added then.</summary>
    /// <param name="irVersion">Version of the format.</param>
    /// <param name="operatorSet">Version of ONNX's own operators.</param>
    public byte[] ToModel(long irVersion, long operatorSet)
    {
        var model = new ProtobufWriter();
        model.Integer(1, irVersion);
        model.Text(2, "PostFocus");
        _graph.Text(2, name);
        model.Bytes(7, _graph.Written);
        model.Message(8, opset => opset.Integer(2, operatorSet));
        foreach (var (key, text) in _metadata)
            OnnxMetadata.Write(model, key, text);
        return model.Written.ToArray();
    }
}
