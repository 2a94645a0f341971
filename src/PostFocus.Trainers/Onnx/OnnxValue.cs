namespace PostFocus.Trainers.Onnx;

/// <summary>
/// A value in an ONNX graph. The first axis of what depends on the input is the batch, of any length:
/// it is written 0, which ONNX's Reshape reads as "as in the input".
/// </summary>
internal sealed record OnnxValue(string Name, params int[] Shape)
{
    public const int Batch = 0;

    public int Channels => Shape[1];
}
