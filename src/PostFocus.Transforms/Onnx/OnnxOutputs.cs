namespace PostFocus.Transforms.Onnx;

/// <summary>The outputs of a network, read from its file: opening a session for them would take a hundred times longer.</summary>
/// <remarks>
/// Field numbers are those of onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. Of a damaged file the
/// names found so far are given: ONNX Runtime will refuse it.
/// </remarks>
internal static class OnnxOutputs
{
    private const int ModelGraph = 7,
        GraphNode = 1,
        GraphOutput = 12,
        ValueName = 1,
        NodeInput = 1,
        NodeOutput = 2,
        NodeType = 4;

    public static IReadOnlyList<string> Names(ReadOnlyMemory<byte> onnx) =>
        [
            .. ProtobufMessage
                .Fields(onnx, ModelGraph)
                .SelectMany(graph => ProtobufMessage.Fields(graph, GraphOutput))
                .SelectMany(value => ProtobufMessage.Texts(value, ValueName)),
        ];

    /// <summary>The value that goes into the last layer with weights before an output: the network's features.</summary>
    /// <returns>Its name; null where there is no such layer.</returns>
    public static string? BeforeLastLayer(ReadOnlyMemory<byte> onnx, string output)
    {
        var makers = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var node in ProtobufMessage.Fields(onnx, ModelGraph).SelectMany(graph => ProtobufMessage.Fields(graph, GraphNode)))
        {
            foreach (var made in ProtobufMessage.Texts(node, NodeOutput))
                makers[made] = node;
        }
        // Removed when seen, so that a damaged file with a circle ends.
        for (var value = output; value is not null && makers.Remove(value, out var node); )
        {
            value = ProtobufMessage.Texts(node, NodeInput).FirstOrDefault();
            if (ProtobufMessage.Texts(node, NodeType).FirstOrDefault() is "Gemm" or "MatMul" or "Conv")
                return value;
        }
        return null;
    }

    /// <summary>The network with an inner value as a further output.</summary>
    /// <remarks>
    /// Protobuf merges a message that comes twice, and so appends to its lists: a second graph with nothing but the output
    /// does, and the file is not taken apart.
    /// </remarks>
    public static byte[] Expose(ReadOnlySpan<byte> onnx, string value)
    {
        var model = new ProtobufWriter();
        model.Message(ModelGraph, graph => graph.Message(GraphOutput, output => output.Text(ValueName, value)));
        return [.. onnx, .. model.Written];
    }
}
