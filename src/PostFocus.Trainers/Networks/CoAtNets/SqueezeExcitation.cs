using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.CoAtNets;

/// <summary>Weighs each channel by what all of them show on average (Hu et al. 2018, eq. 3).</summary>
internal sealed class SqueezeExcitation : Block
{
    private readonly Convolution squeeze,
        excite;

    public SqueezeExcitation(Generator generator, int channels, int hidden)
        : base(nameof(SqueezeExcitation))
    {
        squeeze = new(generator, channels, hidden, 1, bias: false);
        excite = new(generator, hidden, channels, 1, bias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var mean = input.mean([2, 3], keepdim: true);
        return input * sigmoid(excite.forward(nn.functional.gelu(squeeze.forward(mean))));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var hidden = graph.Gelu(squeeze.Export(graph, graph.SpatialMean(input)));
        return graph.Multiply(input, graph.Sigmoid(excite.Export(graph, hidden)));
    }
}
