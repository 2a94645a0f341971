using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>Two linear layers with GELU between them, on each token by itself.</summary>
internal sealed class FeedForward : Block
{
    private readonly Linear expand, project;

    public FeedForward(Generator generator, int channels, int hidden)
        : base(nameof(FeedForward))
    {
        expand = new(generator, channels, hidden);
        project = new(generator, hidden, channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => project.forward(nn.functional.gelu(expand.forward(input)));

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
        => project.Export(graph, graph.Gelu(expand.Export(graph, input)));
}
