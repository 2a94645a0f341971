using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.UNets;

/// <summary>A block that is also told the diffusion time.</summary>
internal abstract class TimedBlock(string name) : nn.Module<Tensor, Tensor, Tensor>(name)
{
    /// <summary>Adds this block in evaluation mode to the graph.</summary>
    public abstract OnnxValue Export(OnnxGraph graph, OnnxValue input, OnnxValue time);
}
