using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Classification;

/// <summary>A trained focus network: ONNX bytes and the size of its input.</summary>
public sealed class FocusModel
{
    /// <param name="onnx">
    /// Network with input <c>frame</c> [N, 1, size, size] (intensities in network units, black −1, white +1) and output
    /// <c>logits</c> [N, 2]; class 1 is out of focus.
    /// </param>
    /// <param name="inputSize">Side of the square input, pixels.</param>
    public FocusModel(byte[] onnx, int inputSize)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        (Onnx, InputSize) = (onnx, inputSize);
    }

    /// <summary>Side of the square input, pixels.</summary>
    public int InputSize { get; }

    /// <summary>The network's ONNX file.</summary>
    public ReadOnlyMemory<byte> OnnxFile => Onnx;

    internal byte[] Onnx { get; }

    internal static FocusModel Read(BinaryReader reader)
    {
        int inputSize = reader.ReadInt32();
        return new(reader.ReadNetwork(), inputSize);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(InputSize);
        writer.WriteNetwork(Onnx);
    }
}
