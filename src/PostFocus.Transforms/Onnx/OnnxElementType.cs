namespace PostFocus.Transforms.Onnx;

/// <summary>Types of a tensor's elements, as onnx.proto numbers them.</summary>
internal enum OnnxElementType
{
    Float = 1,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
}
