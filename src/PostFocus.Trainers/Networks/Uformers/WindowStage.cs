using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Uformers;

/// <summary>Window transformers one after the other on maps [N, channels, H, W]; the windows of every second one are shifted.</summary>
internal sealed class WindowStage : Block
{
    private readonly Chain blocks;

    public WindowStage(Generator generator, int channels, int heads, int window, int depth, bool modulated)
        : base(nameof(WindowStage))
    {
        blocks = new([
            .. Enumerable.Range(0, depth).Select(i => new WindowTransformer(generator, channels, heads, window, i % 2 == 1, modulated)),
        ]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => blocks.forward(input.permute(0, 2, 3, 1)).permute(0, 3, 1, 2).contiguous();

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) =>
        graph.Transpose(blocks.Export(graph, graph.Transpose(input, 0, 2, 3, 1)), 0, 3, 1, 2);
}
