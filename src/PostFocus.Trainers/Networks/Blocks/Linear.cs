using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>Linear layer on the last axis of tokens [N, tokens, channels].</summary>
public sealed class Linear : Block
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <param name="generator">Draws the weights.</param>
    /// <param name="inputs">Channels of a token.</param>
    /// <param name="outputs">Channels that it gets.</param>
    /// <param name="bias">Whether something is added to each channel.</param>
    public Linear(Generator generator, int inputs, int outputs, bool bias = true)
        : base(nameof(Linear))
    {
        weight = Initialization.Uniform(generator, inputs, outputs, inputs);
        if (bias)
            this.bias = Initialization.Uniform(generator, inputs, outputs);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => nn.functional.linear(input, weight.to(input.dtype), bias?.to(input.dtype));

    /// <inheritdoc/>
    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var product = graph.MatMul(input, graph.Weight(weight.t(), value => weight.copy_(value.t())));
        return bias is null ? product : graph.Add(product, graph.Weight(bias));
    }
}
