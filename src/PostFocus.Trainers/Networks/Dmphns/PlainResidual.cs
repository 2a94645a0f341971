using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Dmphns;

/// <summary>x + f(x), where f is two 3 × 3 convolutions with ReLU between them and no normalisation (Nah et al. 2017, figure 3).</summary>
internal sealed class PlainResidual : Block
{
    private readonly Convolution first,
        second;

    public PlainResidual(Generator generator, int channels)
        : base(nameof(PlainResidual))
    {
        first = new(generator, channels, channels, 3);
        second = new(generator, channels, channels, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input + second.forward(nn.functional.relu(first.forward(input)));

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) =>
        graph.Add(input, second.Export(graph, graph.Relu(first.Export(graph, input))));
}
