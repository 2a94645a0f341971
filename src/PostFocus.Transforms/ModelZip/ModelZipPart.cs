using System.Security.Cryptography;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace PostFocus.Transforms.ModelZip;

/// <summary>
/// One of our transformers inside a stock ML.NET model zip: a signed, versioned stream of fields. This folder is the
/// only place that touches the internals of Microsoft.ML by which a type is found again when a zip is loaded.
/// </summary>
/// <param name="Signature">Eight characters that open the stream.</param>
/// <param name="LoaderSignature">The name under which the type is registered, at most 24 characters.</param>
/// <param name="Version">Version written; also the oldest version that can read it.</param>
internal sealed record ModelZipPart(string Signature, string LoaderSignature, uint Version)
{
    /// <summary>The oldest version that is still read. Default: the one that is written.</summary>
    public uint OldestRead { get; init; } = Version;

    private VersionInfo VersionInfo => new(
        modelSignature: Signature,
        verWrittenCur: Version,
        verReadableCur: Version,
        verWeCanReadBack: OldestRead,
        loaderSignature: LoaderSignature,
        loaderAssemblyName: typeof(ModelZipPart).Assembly.FullName);

    public void Write(ModelSaveContext context, Action<BinaryWriter> fields)
    {
        context.CheckAtModel();
        context.SetVersionInfo(VersionInfo);
        fields(context.Writer);
    }

    public T Read<T>(ModelLoadContext context, Func<BinaryReader, T> fields) => Read(context, (reader, _) => fields(reader));

    /// <param name="context">Where the model lies.</param>
    /// <param name="fields">Reads the fields of the version that it is told.</param>
    public T Read<T>(ModelLoadContext context, Func<BinaryReader, uint, T> fields)
    {
        context.CheckAtModel(VersionInfo);
        return fields(context.Reader, context.Header.ModelVerWritten);
    }
}

/// <summary>Fields of our streams.</summary>
internal static class ModelZipFields
{
    /// <summary>A network's ONNX bytes behind their length and SHA-256, since a flipped bit would load silently.</summary>
    public static void WriteNetwork(this BinaryWriter writer, byte[] onnx)
    {
        writer.Write(onnx.Length);
        writer.Write(SHA256.HashData(onnx));
        writer.Write(onnx);
    }

    /// <exception cref="InvalidDataException">The bytes are cut short or do not match their hash.</exception>
    public static byte[] ReadNetwork(this BinaryReader reader)
    {
        int length = reader.ReadInt32();
        byte[] hash = reader.ReadBytes(SHA256.HashSizeInBytes);
        byte[] onnx = length > 0 ? reader.ReadBytes(length) : [];
        if (length <= 0 || onnx.Length != length || !SHA256.HashData(onnx).AsSpan().SequenceEqual(hash))
            throw new InvalidDataException(
                "The network inside the model zip is damaged: its bytes do not match their SHA-256. Fetch or train the model again.");
        return onnx;
    }

    public static void WriteOptional(this BinaryWriter writer, string? value)
    {
        writer.Write(value is not null);
        if (value is not null)
            writer.Write(value);
    }

    public static string? ReadOptional(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
