using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Uformers;

/// <summary>
/// Two linear layers on each place of a map [N, H, W, channels] and between them a 3 × 3 convolution of each channel by itself,
/// with GELU before and after it: LeFF (Wang et al. 2022, section 3.2).
/// </summary>
internal sealed class LocalFeedForward : Block
{
    private readonly Linear expand,
        project;
    private readonly Convolution depth;

    public LocalFeedForward(Generator generator, int channels, int hidden)
        : base(nameof(LocalFeedForward))
    {
        expand = new(generator, channels, hidden);
        depth = new(generator, hidden, hidden, 3, groups: hidden);
        project = new(generator, hidden, channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var h = nn.functional.gelu(expand.forward(input)).permute(0, 3, 1, 2).contiguous();
        return project.forward(nn.functional.gelu(depth.forward(h)).permute(0, 2, 3, 1));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var h = graph.Transpose(graph.Gelu(expand.Export(graph, input)), 0, 3, 1, 2);
        return project.Export(graph, graph.Transpose(graph.Gelu(depth.Export(graph, h)), 0, 2, 3, 1));
    }
}
