using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.ResNets;

/// <summary>
/// ReLU(x + f(x)), where f is a 1 × 1, a 3 × 3 and a 1 × 1 convolution, the last to four times the width (He et al. 2016, figure 5);
/// x is projected where f changes its shape. The stride is in the 3 × 3 convolution, as in version 1.5.
/// </summary>
internal sealed class ResidualBottleneck : Block
{
    public const int Expansion = 4;

    private readonly NormalizedConvolution reduce,
        convolution,
        expand;
    private readonly NormalizedConvolution? shortcut;

    public ResidualBottleneck(Generator generator, int inputs, int width, int stride)
        : base(nameof(ResidualBottleneck))
    {
        var outputs = width * Expansion;
        reduce = new(generator, inputs, width, 1);
        convolution = new(generator, width, width, 3, stride);
        expand = new(generator, width, outputs, 1, relu: false);
        if (inputs != outputs || stride > 1)
            shortcut = new(generator, inputs, outputs, 1, stride, relu: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var h = expand.forward(convolution.forward(reduce.forward(input)));
        return nn.functional.relu(h + (shortcut is null ? input : shortcut.forward(input)));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var h = expand.Export(graph, convolution.Export(graph, reduce.Export(graph, input)));
        return graph.Relu(graph.Add(h, shortcut is null ? input : shortcut.Export(graph, input)));
    }
}
