using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>A part of a network that computes in torch and can emit the same computation as ONNX.</summary>
internal abstract class Block(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <summary>Adds this block in evaluation mode to the graph.</summary>
    public abstract OnnxValue Export(OnnxGraph graph, OnnxValue input);
}

/// <summary>A block that is also told the diffusion time.</summary>
internal abstract class TimedBlock(string name) : nn.Module<Tensor, Tensor, Tensor>(name)
{
    /// <inheritdoc cref="Block.Export"/>
    public abstract OnnxValue Export(OnnxGraph graph, OnnxValue input, OnnxValue time);
}
