using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>Two linear layers with GELU, and optionally dropout, between them, on each token by itself.</summary>
internal sealed class FeedForward : Block
{
    private readonly Linear expand,
        project;
    private readonly Dropout? _dropout;

    public FeedForward(Generator generator, int channels, int hidden, Dropout? dropout = null)
        : base(nameof(FeedForward))
    {
        expand = new(generator, channels, hidden);
        project = new(generator, hidden, channels);
        _dropout = dropout;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var h = nn.functional.gelu(expand.forward(input));
        return project.forward(_dropout is null ? h : _dropout.Forward(h));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) => project.Export(graph, graph.Gelu(expand.Export(graph, input)));
}
