using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>
/// Dropout (Srivastava et al. 2014) whose mask is a function of the network's <see cref="ClassifierNetwork.DropoutSeed"/>
/// and of the layer. Outside of training it is the identity, so it is no part of an ONNX file.
/// </summary>
internal sealed class Dropout(ClassifierNetwork network, int layer, double rate)
{
    public Tensor Forward(Tensor input)
    {
        if (rate == 0 || !network.training)
            return input;
        using var generator = new Generator(unchecked(network.DropoutSeed + (ulong)layer * 0x9e3779b97f4a7c15), CPU);
        var mask = empty(input.shape).bernoulli_(1 - rate, generator).Times(1 / (1 - rate));
        return input * mask.to(input.device).to(input.dtype);
    }
}
