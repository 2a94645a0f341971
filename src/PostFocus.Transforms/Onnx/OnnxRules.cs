using PostFocus.Imaging;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Onnx;

/// <summary>What an untrusted network may hold, looked at before ONNX Runtime sees the file.</summary>
/// <remarks>
/// One graph of standard operators over tensors of numbers, with its weights in the file. What can run for ever or call itself (Loop, Scan,
/// If, SequenceMap, functions) is given by a graph inside of a node, or by functions: neither is taken. What can read another file is a
/// tensor's external data. Texts and sequences live outside of the memory that is limited (<see cref="OnnxSession"/>). What draws at random
/// gives other scores each time. How large a tensor becomes while the network runs is left to that limit. Field numbers are those of
/// onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
/// </remarks>
internal static class OnnxRules
{
    /// <summary>
    /// Nodes of a network. The largest of ours that has a name, the base Uformer, has 2,219. ONNX Runtime opens chains of nodes whose
    /// shapes are not known in a time that goes with their square, and cannot be stopped meanwhile: 8 s for so many, 55 s for 8,000.
    /// </summary>
    public const int MostNodes = 3_000;

    /// <summary>Bytes of a tensor of the file, as its axes tell.</summary>
    public const long MostTensorBytes = ModelZipEntries.MostBytes;

    private const int TextType = 8,
        ExternalLocation = 1,
        StandardTensor = 1;

    private static readonly string[] s_unbounded = ["String", "Regex", "Sequence", "Optional"];

    private static readonly string[] s_random = ["Random", "Bernoulli", "Multinomial"];

    /// <exception cref="PostFocusException">The file breaks a rule, or is not an ONNX file.</exception>
    public static void Check(ReadOnlyMemory<byte> onnx)
    {
        var nodes = 0;
        foreach (var field in ProtobufMessage.Read(onnx))
        {
            switch (field)
            {
                case { Number: 7, Content: { } graph }:
                    CheckGraph(graph, ref nodes);
                    break;
                case { Number: 20 or 25 }:
                    throw Refused(field.Number == 25 ? "functions of its own" : "a training step");
            }
        }
    }

    private static void CheckGraph(ReadOnlyMemory<byte> graph, ref int nodes)
    {
        foreach (var field in ProtobufMessage.Read(graph))
        {
            switch (field)
            {
                case { Number: 1, Content: { } node }:
                    if (++nodes > MostNodes)
                        throw Refused($"more than {MostNodes} nodes");
                    CheckNode(node);
                    break;
                case { Number: 5, Content: { } tensor }:
                    CheckTensor(tensor);
                    break;
                case { Number: 11 or 12 or 13, Content: { } value }:
                    CheckValue(value);
                    break;
                case { Number: 15 }:
                    throw Refused("sparse tensors");
            }
        }
    }

    private static void CheckNode(ReadOnlyMemory<byte> node)
    {
        string operation = Text(node, 4),
            domain = Text(node, 7);
        if (domain is not ("" or "ai.onnx"))
            throw Refused($"the operator '{operation}' of the domain '{domain}', which is none of ONNX's own");
        if (s_unbounded.Any(kind => operation.Contains(kind, StringComparison.Ordinal)))
            throw Refused($"the operator '{operation}': texts and sequences");
        if (s_random.Any(kind => operation.StartsWith(kind, StringComparison.Ordinal)) || DropsAtRandom(operation, node))
            throw Refused($"the operator '{operation}', which draws at random: the same input would give other results each time");
        foreach (var field in ProtobufMessage.Fields(node, 5).SelectMany(ProtobufMessage.Read))
        {
            switch (field)
            {
                case { Number: 3 } when operation == "Cast" && (int)field.Value == TextType:
                case { Number: 4 or 9 } when operation == "Constant":
                    throw Refused($"the operator '{operation}' to texts");
                case { Number: 5 or 10, Content: { } tensor }:
                    CheckTensor(tensor);
                    break;
                case { Number: 6 or 11 }:
                    throw Refused($"the operator '{operation}' with a graph inside: loops and branches");
                case { Number: 22 or 23 }:
                    throw Refused("sparse tensors");
            }
        }
    }

    /// <summary>A dropout draws only in training, which its third input turns on; networks that were exported for use have none.</summary>
    private static bool DropsAtRandom(string operation, ReadOnlyMemory<byte> node) =>
        operation == "Dropout" && ProtobufMessage.Texts(node, 1).ElementAtOrDefault(2) is { Length: > 0 };

    private static void CheckTensor(ReadOnlyMemory<byte> tensor)
    {
        var name = Text(tensor, 8);
        double bytes = sizeof(float);
        foreach (var field in ProtobufMessage.Read(tensor))
        {
            switch (field)
            {
                case { Number: 1 }:
                    bytes = field.Integers().Aggregate(bytes, (product, axis) => axis >= 0 ? product * axis : double.NaN);
                    break;
                case { Number: 2 } when (int)field.Value == TextType:
                    throw Refused($"the tensor '{name}' of texts");
                case { Number: 13 } or { Number: 14, Value: ExternalLocation }:
                    throw Refused($"the tensor '{name}', whose numbers lie in another file; save the network in one file");
            }
        }
        if (!(bytes <= MostTensorBytes))
            throw Refused($"the tensor '{name}', whose axes tell of {bytes / (1 << 30):G3} GiB; {MostTensorBytes >> 30} is the most");
    }

    private static void CheckValue(ReadOnlyMemory<byte> value)
    {
        foreach (var type in ProtobufMessage.Fields(value, 2).SelectMany(ProtobufMessage.Read))
        {
            if (type is { Number: not StandardTensor, Content: not null } and not { Number: 6 })
                throw Refused($"the value '{Text(value, 1)}', which is not a tensor");
        }
    }

    private static string Text(ReadOnlyMemory<byte> message, int field) => ProtobufMessage.Texts(message, field).LastOrDefault("");

    private static PostFocusException Refused(string what) =>
        new(
            $"The network holds {what}. Networks are taken that are one graph of ONNX's own operators over tensors of numbers, with all weights in the file."
        );
}
