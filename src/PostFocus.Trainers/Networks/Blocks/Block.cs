using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>A part of a network that computes in torch and can emit the same computation as ONNX.</summary>
/// <remarks>
/// Weights are float32 and follow the input's type in <c>forward</c> (<c>weight.to(input.dtype)</c>), so that a bfloat16 input makes
/// a mixed-precision network. A constructor ends with <c>RegisterComponents()</c>.
/// </remarks>
/// <param name="name">Name of its type, for messages.</param>
public abstract class Block(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>Adds this block in evaluation mode to the graph.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="input">What the block is given.</param>
    /// <returns>What it makes of it.</returns>
    public abstract OnnxValue Export(OnnxGraph graph, OnnxValue input);
}
