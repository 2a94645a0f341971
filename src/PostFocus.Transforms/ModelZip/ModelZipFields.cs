using System.Security.Cryptography;
using PostFocus.Imaging;

namespace PostFocus.Transforms.ModelZip;

/// <summary>
/// The fields of a part, one after another. Each is given its value, writes it or reads another one, and gives back what it was or
/// has become: so a type names its fields once, for both ways.
/// </summary>
internal sealed class ModelZipFields
{
    private readonly BinaryReader? _reader;
    private readonly BinaryWriter? _writer;
    private readonly uint _version;

    /// <summary>Fields to be written.</summary>
    public ModelZipFields(BinaryWriter writer) => (_writer, _version) = (writer, uint.MaxValue);

    /// <summary>Fields to be read.</summary>
    /// <param name="reader">At the first one.</param>
    /// <param name="version">Of the part.</param>
    public ModelZipFields(BinaryReader reader, uint version) => (_reader, _version) = (reader, version);

    /// <summary>Whether the fields that came with a version are there; what is written has all.</summary>
    public bool Has(uint version) => _version >= version;

    public string Field(string value) => Field(value, r => r.ReadString(), (w, v) => w.Write(v));

    public bool Field(bool value) => Field(value, r => r.ReadBoolean(), (w, v) => w.Write(v));

    public byte Field(byte value) => Field(value, r => r.ReadByte(), (w, v) => w.Write(v));

    public int Field(int value) => Field(value, r => r.ReadInt32(), (w, v) => w.Write(v));

    public ulong Field(ulong value) => Field(value, r => r.ReadUInt64(), (w, v) => w.Write(v));

    public float Field(float value) => Field(value, r => r.ReadSingle(), (w, v) => w.Write(v));

    public double Field(double value) => Field(value, r => r.ReadDouble(), (w, v) => w.Write(v));

    /// <summary>A value of an enum, by its name.</summary>
    public T Name<T>(T value)
        where T : struct, Enum => Enum.Parse<T>(Field(value.ToString()));

    /// <summary>The same, or null.</summary>
    public T? OptionalName<T>(T? value)
        where T : struct, Enum => Optional(value?.ToString()) is { } name ? Enum.Parse<T>(name) : null;

    public string? Optional(string? value) => Field(value is not null) ? Field(value ?? "") : null;

    public double? Optional(double? value) => Field(value is not null) ? Field(value ?? 0) : null;

    /// <summary>A network's ONNX bytes behind their length and SHA-256.</summary>
    /// <param name="onnx">The bytes; null where they are to be read.</param>
    /// <exception cref="PostFocusException">The bytes are cut short or do not match their hash.</exception>
    public byte[] Network(byte[]? onnx) => Field(onnx ?? [], ReadNetwork, WriteNetwork);

    private static void WriteNetwork(BinaryWriter writer, byte[] onnx)
    {
        writer.Write(onnx.Length);
        writer.Write(SHA256.HashData(onnx));
        writer.Write(onnx);
    }

    private static byte[] ReadNetwork(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        var hash = reader.ReadBytes(SHA256.HashSizeInBytes);
        return length > 0 && Counted(reader, length) is { } onnx && SHA256.HashData(onnx).AsSpan().SequenceEqual(hash)
            ? onnx
            : throw new PostFocusException(
                "The network inside the model zip is damaged: its bytes do not match their SHA-256. Fetch or train the model again."
            );
    }

    /// <summary>
    /// So many bytes; null where the stream does not hold them. Nothing is allocated for a length that only claims to be.
    /// </summary>
    public static byte[]? Counted(BinaryReader reader, long length) =>
        length >= 0 && length <= reader.BaseStream.Length - reader.BaseStream.Position ? reader.ReadBytes((int)length) : null;

    private T Field<T>(T value, Func<BinaryReader, T> read, Action<BinaryWriter, T> write)
    {
        if (_reader is not null)
            return read(_reader);
        write(_writer!, value);
        return value;
    }
}
