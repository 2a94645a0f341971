namespace PostFocus.Transforms.Onnx;

/// <summary>Texts that an ONNX file tells beside its graph.</summary>
internal static class OnnxMetadata
{
    // Of onnx.proto's ModelProto.
    private const int Field = 14;

    public static void Write(ProtobufWriter model, string key, string text) =>
        model.Message(
            Field,
            entry =>
            {
                entry.Text(1, key);
                entry.Text(2, text);
            }
        );

    /// <summary>The text under a key; null where there is none.</summary>
    /// <exception cref="PostFocus.Imaging.PostFocusException">The bytes are not an ONNX file.</exception>
    public static string? Read(ReadOnlyMemory<byte> model, string key) =>
        ProtobufMessage
            .Read(model)
            .Where(field => field is { Number: Field, Content: not null })
            .Select(field => field.Content!.Value)
            .Where(entry => ProtobufMessage.Texts(entry, 1).LastOrDefault() == key)
            .Select(entry => ProtobufMessage.Texts(entry, 2).LastOrDefault(""))
            .LastOrDefault();
}
