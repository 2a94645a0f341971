using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>A network that dropout is part of.</summary>
internal interface IDropoutSource
{
    bool IsTraining { get; }

    /// <summary>Draws the masks; another one for each training step.</summary>
    ulong DropoutSeed { get; }
}

/// <summary>
/// Dropout (Srivastava et al. 2014) whose mask is a function of the network's <see cref="IDropoutSource.DropoutSeed"/>
/// and of the layer. Outside of training it is the identity, so it is no part of an ONNX file.
/// </summary>
internal sealed class Dropout(IDropoutSource network, int layer, double rate)
{
    public Tensor Forward(Tensor input)
    {
        if (rate == 0 || !network.IsTraining)
            return input;
        using var generator = new Generator(unchecked(network.DropoutSeed + (ulong)layer * 0x9e3779b97f4a7c15), CPU);
        var mask = empty(input.shape).bernoulli_(1 - rate, generator).Times(1 / (1 - rate));
        return input * mask.to(input.device).to(input.dtype);
    }
}
