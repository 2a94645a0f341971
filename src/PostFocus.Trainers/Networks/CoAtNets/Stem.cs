using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Convolution = PostFocus.Trainers.Networks.Blocks.Convolution;

namespace PostFocus.Trainers.Networks.CoAtNets;

/// <summary>3 × 3 convolution, batch normalisation, GELU: stage S0 of CoAtNet.</summary>
internal sealed class Stem : Block
{
    private readonly Convolution convolution;
    private readonly BatchNorm2d norm;

    public Stem(Generator generator, int inputs, int outputs, bool downsample)
        : base(nameof(Stem))
    {
        convolution = new(generator, inputs, outputs, 3, downsample ? 2 : 1, bias: false);
        norm = BatchNormalization.Create(outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => nn.functional.gelu(norm.forward(convolution.forward(input)));

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) => graph.Gelu(convolution.Export(graph, input, null, norm));
}
