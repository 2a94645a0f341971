namespace PostFocus.Transforms.Onnx;

/// <summary>An input or output of a network as its file tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Axes">Lengths of its axes, −1 where the file leaves one open; null: it tells nothing of them.</param>
internal sealed record OnnxDeclaration(string Name, IReadOnlyList<int>? Axes)
{
    /// <summary>The length of an axis; null where the file does not tell.</summary>
    public int? Axis(int index) => Axes?.ElementAtOrDefault(index) is > 0 and var length ? length : null;

    public override string ToString() => $"'{Name}' {OnnxValueInfo.Shown(Axes)}";
}

/// <summary>What a network takes and gives, read from its file. Field numbers are those of onnx.proto.</summary>
internal sealed record OnnxSignature(IReadOnlyList<OnnxDeclaration> Inputs, IReadOnlyList<OnnxDeclaration> Outputs)
{
    /// <exception cref="PostFocus.Imaging.PostFocusException">The bytes are not an ONNX file.</exception>
    public static OnnxSignature Read(ReadOnlyMemory<byte> onnx)
    {
        var graph = ProtobufMessage.Fields(onnx, 7).SelectMany(ProtobufMessage.Read).Where(f => f.Content is not null).ToArray();
        IEnumerable<ReadOnlyMemory<byte>> Of(int field) => graph.Where(f => f.Number == field).Select(f => f.Content!.Value);
        // Older files name their weights among the inputs.
        var weights = Of(5).Select(tensor => Text(tensor, 8)).ToHashSet();
        return new([.. Of(11).Select(Declared).Where(input => !weights.Contains(input.Name))], [.. Of(12).Select(Declared)]);
    }

    private static OnnxDeclaration Declared(ReadOnlyMemory<byte> value)
    {
        ReadOnlyMemory<byte>[] shapes =
        [
            .. ProtobufMessage
                .Fields(value, 2)
                .SelectMany(type => ProtobufMessage.Fields(type, 1))
                .SelectMany(tensor => ProtobufMessage.Fields(tensor, 2)),
        ];
        return new(
            Text(value, 1),
            shapes.Length == 0 ? null : [.. shapes.SelectMany(shape => ProtobufMessage.Fields(shape, 1)).Select(Length)]
        );
    }

    private static int Length(ReadOnlyMemory<byte> axis) =>
        ProtobufMessage.Read(axis).LastOrDefault(f => f.Number == 1) is { Number: 1, Value: <= int.MaxValue and var length }
            ? (int)length
            : -1;

    private static string Text(ReadOnlyMemory<byte> message, int field) => ProtobufMessage.Texts(message, field).LastOrDefault("");
}
