using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Classification;

/// <summary>A trained focus network: ONNX bytes and the size of its input.</summary>
public sealed class FocusModel
{
    /// <param name="onnx">
    /// Network with input <c>frame</c> [N, 1, size, size] (intensities in network units, black −1, white +1) and output
    /// <c>logits</c> [N, 2]; class 1 is out of focus. A second output <c>defocus</c> [N, 2], where there is one, is |z| in units of
    /// 10 µm and the logit of z &gt; 0.
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

    /// <summary>
    /// Pixel size that the network was trained at, µm; frames of known, other pixel size are brought to it. Null (default):
    /// frames are taken as they are.
    /// </summary>
    public double? PixelMicrons { get; init; }

    /// <summary>
    /// Temperature that logits are divided by, so that the probability is a frequency (Guo et al. 2017). Default 1.
    /// </summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Probability above which a frame counts as out of focus, 0 to 1. Default 0.5.</summary>
    public double Threshold { get; init; } = 0.5;

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
