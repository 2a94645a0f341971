using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Convolution = PostFocus.Trainers.Networks.Blocks.Convolution;

namespace PostFocus.Trainers.Networks.CoAtNets;

/// <summary>
/// MBConv (Sandler et al. 2018) with squeeze-excitation and pre-normalisation, as CoAtNet uses it:
/// x + Conv(SE(DepthConv(Conv(Norm(x))))), or Proj(Pool(x)) + … with stride 2 in the first convolution
/// (Dai et al. 2021, appendix A.1, eq. 5).
/// </summary>
internal sealed class InvertedBottleneck : Block
{
    private const int Expansion = 4;
    private const int SqueezeDivisor = 4;

    private readonly Convolution? shortcut;
    private readonly BatchNorm2d norm,
        expandNorm,
        depthNorm,
        projectNorm;
    private readonly Convolution expand,
        depth,
        project;
    private readonly SqueezeExcitation excitation;

    public InvertedBottleneck(Generator generator, int inputs, int outputs, bool downsample)
        : base(nameof(InvertedBottleneck))
    {
        var hidden = inputs * Expansion;
        if (downsample)
            shortcut = new(generator, inputs, outputs, 1, bias: false);
        norm = BatchNormalization.Create(inputs);
        expand = new(generator, inputs, hidden, 1, downsample ? 2 : 1, bias: false);
        expandNorm = BatchNormalization.Create(hidden);
        depth = new(generator, hidden, hidden, 3, groups: hidden, bias: false);
        depthNorm = BatchNormalization.Create(hidden);
        excitation = new(generator, hidden, inputs / SqueezeDivisor);
        project = new(generator, hidden, outputs, 1, bias: false);
        projectNorm = BatchNormalization.Create(outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var h = nn.functional.gelu(expandNorm.forward(expand.forward(norm.forward(input))));
        h = nn.functional.gelu(depthNorm.forward(depth.forward(h)));
        h = projectNorm.forward(project.forward(excitation.forward(h)));
        return h + (shortcut is null ? input : shortcut.forward(Pooling.Halve(input)));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var h = graph.Gelu(expand.Export(graph, input, norm, expandNorm));
        h = graph.Gelu(depth.Export(graph, h, null, depthNorm));
        h = project.Export(graph, excitation.Export(graph, h), null, projectNorm);
        return graph.Add(h, shortcut is null ? input : shortcut.Export(graph, graph.MaxPool(input)));
    }
}
