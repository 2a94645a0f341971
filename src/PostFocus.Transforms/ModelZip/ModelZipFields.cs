using System.Security.Cryptography;
using PostFocus.Imaging;

namespace PostFocus.Transforms.ModelZip;

/// <summary>Fields of our streams.</summary>
internal static class ModelZipFields
{
    /// <summary>A network's ONNX bytes behind their length and SHA-256.</summary>
    public static void WriteNetwork(this BinaryWriter writer, byte[] onnx)
    {
        writer.Write(onnx.Length);
        writer.Write(SHA256.HashData(onnx));
        writer.Write(onnx);
    }

    /// <exception cref="PostFocusException">The bytes are cut short or do not match their hash.</exception>
    public static byte[] ReadNetwork(this BinaryReader reader)
    {
        int length = reader.ReadInt32();
        byte[] hash = reader.ReadBytes(SHA256.HashSizeInBytes);
        return length > 0 && reader.ReadCounted(length) is { } onnx && SHA256.HashData(onnx).AsSpan().SequenceEqual(hash)
            ? onnx
            : throw new PostFocusException(
                "The network inside the model zip is damaged: its bytes do not match their SHA-256. Fetch or train the model again.");
    }

    /// <summary>So many bytes; null where the stream does not hold them. Nothing is allocated for a length that only claims to be.</summary>
    public static byte[]? ReadCounted(this BinaryReader reader, long length) =>
        length >= 0 && length <= reader.BaseStream.Length - reader.BaseStream.Position ? reader.ReadBytes((int)length) : null;

    public static OnBadFrame ReadOnBadFrame(this BinaryReader reader) => Enum.Parse<OnBadFrame>(reader.ReadString());

    public static void WriteOptional(this BinaryWriter writer, string? value)
    {
        writer.Write(value is not null);
        if (value is not null)
            writer.Write(value);
    }

    public static string? ReadOptional(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    public static void WriteOptional(this BinaryWriter writer, double? value)
    {
        writer.Write(value is not null);
        if (value is { } number)
            writer.Write(number);
    }

    public static double? ReadOptionalDouble(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadDouble() : null;
}
