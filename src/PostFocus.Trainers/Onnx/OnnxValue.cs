namespace PostFocus.Trainers.Onnx;

/// <summary>
/// A value in an ONNX graph. The first axis of what depends on the input is the batch, of any length:
/// it is written 0, which ONNX's Reshape reads as "as in the input".
/// </summary>
/// <param name="Name">Name in the graph; an empty one stands for an optional input that is left out.</param>
/// <param name="Shape">Lengths of its axes.</param>
public sealed record OnnxValue(string Name, params int[] Shape)
{
    /// <summary>The length of the batch in a shape.</summary>
    public const int Batch = 0;

    /// <summary>Length of the second axis.</summary>
    public int Channels => Shape[1];
}
