using System.Runtime.InteropServices;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Onnx;

/// <summary>A network, taken apart to become a part of a larger graph, in which it may be evaluated several times.</summary>
/// <remarks>
/// What it computes of its weights alone is computed once. Weights in float16 that are cast at once come in float32: ML.NET's transformer
/// of ONNX models knows no other. The network is one that <see cref="OnnxRules"/> lets pass, so no node has a
/// graph inside. Field numbers are those of onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
/// </remarks>
internal sealed class OnnxPart
{
    /// <summary>Of this version on, all operators that are put around a network take what they are given here.</summary>
    private const long LeastOperatorSet = 11;

    private const string Prefix = "network";

    private readonly OnnxContract _contract;
    private readonly List<ReadOnlyMemory<byte>> _tensors = [];
    private readonly List<Operation> _fixed = [],
        _computed = [];
    private readonly HashSet<string> _constants = [""];
    private int _evaluations;

    /// <param name="onnx">The file.</param>
    /// <param name="contract">What is asked of it.</param>
    /// <exception cref="PostFocusException">The network may not be used, or lacks an input or output.</exception>
    public OnnxPart(ReadOnlyMemory<byte> onnx, OnnxContract contract)
    {
        OnnxRules.Check(onnx);
        _contract = contract;
        foreach (var field in ProtobufMessage.Read(onnx))
        {
            switch (field)
            {
                case { Number: 1 }:
                    IrVersion = Math.Max(IrVersion, (long)field.Value);
                    break;
                case { Number: 8, Content: { } set } when ProtobufMessage.Texts(set, 1).LastOrDefault("") is "" or "ai.onnx":
                    OperatorSet = (long)ProtobufMessage.Read(set).LastOrDefault(f => f.Number == 2).Value;
                    break;
            }
        }
        var graph = ProtobufMessage.Fields(onnx, 7).SelectMany(ProtobufMessage.Read).Where(f => f.Content is not null).ToArray();
        foreach (var tensor in graph.Where(f => f.Number == 5))
        {
            _tensors.Add(tensor.Content!.Value);
            _constants.Add(ProtobufMessage.Texts(tensor.Content.Value, 8).LastOrDefault(""));
        }
        var known = new HashSet<string>(_constants.Concat(contract.Inputs.Select(input => input.Name)));
        foreach (var node in graph.Where(f => f.Number == 1))
        {
            var operation = new Operation(node.Content!.Value);
            if (operation.Inputs.FirstOrDefault(input => !known.Contains(input)) is { } unknown)
                throw Unfit($"'{unknown}' is neither computed nor one of the inputs {string.Join(", ", contract.Inputs)}");
            known.UnionWith(operation.Outputs);
            var isFixed = operation.Inputs.All(_constants.Contains);
            (isFixed ? _fixed : _computed).Add(operation);
            if (isFixed)
                _constants.UnionWith(operation.Outputs);
        }
        if (contract.OutputNames.FirstOrDefault(output => !known.Contains(output)) is { } missing)
            throw Unfit($"it has no output '{missing}'");
        if (OperatorSet < LeastOperatorSet)
            throw Unfit(
                $"it is written in version {OperatorSet} of ONNX's operators. Export it anew with version {LeastOperatorSet} or a later one"
            );
    }

    /// <summary>Version of the file's format; of the fourth on weights need not be inputs.</summary>
    public long IrVersion { get; } = 4;

    /// <summary>Version of ONNX's own operators.</summary>
    public long OperatorSet { get; }

    /// <summary>Adds the network to a graph, its weights with the first evaluation.</summary>
    /// <param name="writer">The graph.</param>
    /// <param name="inputs">Values in the graph for the network's inputs, in the order of the contract.</param>
    /// <returns>Values of its outputs, in that order.</returns>
    public string[] Evaluate(OnnxWriter writer, params string[] inputs)
    {
        var given = _contract.Inputs.Zip(inputs).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        var place = $"{Prefix}/{_evaluations}/";
        if (_evaluations++ == 0)
        {
            AddWeights(writer);
            Add(_fixed);
        }
        Add(_computed);
        return [.. _contract.OutputNames.Select(Name)];

        string Name(string value) =>
            value.Length == 0 ? ""
            : given.TryGetValue(value, out var outer) ? outer
            : _constants.Contains(value) ? $"{Prefix}/{value}"
            : place + value;

        void Add(IEnumerable<Operation> operations)
        {
            foreach (var operation in operations)
                writer.Node(operation.Inputs.Select(Name), operation.Outputs.Select(Name), operation.WriteRest);
        }
    }

    private void AddWeights(OnnxWriter writer)
    {
        var onlyCast = _fixed.Concat(_computed).ToLookup(o => o.IsCastToSingle, o => o.Inputs);
        HashSet<string> cast = [.. onlyCast[true].SelectMany(inputs => inputs)];
        cast.ExceptWith(onlyCast[false].SelectMany(inputs => inputs));
        foreach (var tensor in _tensors)
        {
            var name = ProtobufMessage.Texts(tensor, 8).LastOrDefault("");
            var place = $"{Prefix}/{name}";
            if (cast.Contains(name) && OnnxInitializer.Read(tensor) is { IsHalf: true } half)
                writer.Initializer(
                    place,
                    OnnxElementType.Float,
                    [.. half.Shape.Select(axis => (int)axis)],
                    MemoryMarshal.AsBytes(half.Values.AsSpan())
                );
            else
                writer.Initializer(place, tensor);
        }
    }

    private PostFocusException Unfit(string problem) =>
        new($"The network of the {_contract.Network} cannot be put into a graph of ours: {problem}.");

    /// <summary>A node.</summary>
    private sealed record Operation(ReadOnlyMemory<byte> Node)
    {
        public string[] Inputs { get; } = [.. ProtobufMessage.Texts(Node, 1)];

        public string[] Outputs { get; } = [.. ProtobufMessage.Texts(Node, 2)];

        public bool IsCastToSingle =>
            ProtobufMessage.Texts(Node, 4).LastOrDefault() == "Cast"
            && ProtobufMessage
                .Fields(Node, 5)
                .SelectMany(ProtobufMessage.Read)
                .Any(f => f is { Number: 3, Value: (ulong)OnnxElementType.Float });

        /// <summary>All but the values and the node's own name; in a node there are no fields without a length.</summary>
        public void WriteRest(ProtobufWriter node)
        {
            foreach (var field in ProtobufMessage.Read(Node))
            {
                if (field is { Number: > 3, Content: { } content })
                    node.Bytes(field.Number, content.Span);
            }
        }
    }
}
