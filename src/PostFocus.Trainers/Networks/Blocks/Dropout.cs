using PostFocus.Trainers.Torch;
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
/// Dropout (Srivastava et al. 2014) whose mask is a function of the training's seed, the step and the layer; made by
/// <see cref="ClassifierNetwork.NewDropout"/>. Outside of training it is the identity, so it is not part of an ONNX file.
/// </summary>
public sealed class Dropout
{
    private readonly IDropoutSource _network;
    private readonly int _layer;
    private readonly double _rate;

    internal Dropout(IDropoutSource network, int layer, double rate) => (_network, _layer, _rate) = (network, layer, rate);

    /// <summary>The same with some numbers zero and the others larger, so that the mean stays; outside of training, the input.</summary>
    /// <param name="input">Of any shape.</param>
    public Tensor Forward(Tensor input)
    {
        if (_rate == 0 || !_network.IsTraining)
            return input;
        using var generator = new Generator(unchecked(_network.DropoutSeed + (ulong)_layer * 0x9e3779b97f4a7c15), CPU);
        var mask = empty(input.shape).bernoulli_(1 - _rate, generator).Times(1 / (1 - _rate));
        return input * mask.to(input.device).to(input.dtype);
    }
}
