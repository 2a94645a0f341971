namespace PostFocus.Trainers.Networks;

/// <summary>A network that writes itself as an ONNX model.</summary>
public interface IOnnxExportable
{
    /// <summary>The trained network, as it computes in evaluation mode, as an ONNX file.</summary>
    /// <returns>The bytes of the file. The batch is of any length; all other axes are fixed.</returns>
    byte[] ToOnnx();
}
