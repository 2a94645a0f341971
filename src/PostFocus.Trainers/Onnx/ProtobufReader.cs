using System.Buffers.Binary;
using System.Text;
using PostFocus.Transforms.Onnx;

namespace PostFocus.Trainers.Onnx;

/// <summary>Reads the fields of a message of protocol buffers one by one; trusts no length.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int VarintBits = 64;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number of the field at hand.</summary>
    public int Field { get; private set; }

    /// <summary>The field's value, where it is a number.</summary>
    public ulong Number { get; private set; }

    /// <summary>The field's bytes, where it is a text, a message or a list; empty where it is a number.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Goes to the next field, if there is one.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = Varint(ref _rest);
        var (field, wire) = (tag >> 3, (ProtobufWire)(tag & 7));
        if (field is 0 or > int.MaxValue)
            throw new InvalidDataException($"there is no field {field}.");
        (Field, Number) = ((int)field, 0);
        Bytes = [];
        switch (wire)
        {
            case ProtobufWire.Varint:
                Number = Varint(ref _rest);
                break;
            case ProtobufWire.Fixed64:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case ProtobufWire.LengthDelimited:
                Bytes = Take(Varint(ref _rest));
                break;
            case ProtobufWire.Fixed32:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            default:
                throw new InvalidDataException($"field {field} is of the unknown wire type {wire}.");
        }
        return true;
    }

    /// <summary>The field at hand as a list of integers, of which packed ones hold several.</summary>
    public readonly void AddIntegers(List<long> list)
    {
        if (Bytes.IsEmpty)
            list.Add((long)Number);
        for (var rest = Bytes; !rest.IsEmpty;)
            list.Add((long)Varint(ref rest));
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new InvalidDataException($"a field of {length} bytes is cut off.");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var (shift, i) = (0, 0); shift < VarintBits && i < bytes.Length; shift += 7, i++)
        {
            value |= (ulong)(bytes[i] & 0x7f) << shift;
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }
        throw new InvalidDataException("a number is cut off or too long.");
    }
}
