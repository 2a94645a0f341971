namespace PostFocus.Transforms.Onnx;

/// <summary>How a field of protocol buffers is written.</summary>
internal enum ProtobufWire
{
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    Fixed32 = 5,
}
