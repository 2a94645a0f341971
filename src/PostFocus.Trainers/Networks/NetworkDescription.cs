using System.Text.Json;
using PostFocus.Imaging;
using PostFocus.Transforms.Onnx;

namespace PostFocus.Trainers.Networks;

/// <summary>
/// What an ONNX file tells of its network, so that a training goes on from the file alone: the type of its options, and these as
/// JSON.
/// </summary>
internal static class NetworkDescription
{
    /// <summary>Name of the entry in the metadata.</summary>
    public const string Key = "postfocus.network";

    public static string Of(object options) => $"{options.GetType().Name} {JsonSerializer.Serialize(options, options.GetType())}";

    /// <summary>The options that a file tells; null where it tells none, or those of another type.</summary>
    /// <param name="onnx">The file.</param>
    /// <param name="types">Those that can be told.</param>
    /// <exception cref="PostFocusException">The bytes are not an ONNX file, or what they tell is damaged.</exception>
    public static RestorerNetworkOptions? Read(ReadOnlyMemory<byte> onnx, IEnumerable<Type> types)
    {
        if (OnnxMetadata.Read(onnx, Key) is not { } text)
            return null;
        var name = text.Split(' ')[0];
        if (types.FirstOrDefault(t => t.Name == name) is not { } type)
            return null;
        try
        {
            var options = (RestorerNetworkOptions?)JsonSerializer.Deserialize(text[name.Length..], type);
            options?.Validate();
            return options;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new PostFocusException($"What the network's file tells of its layers is damaged: {e.Message}", e);
        }
    }
}
