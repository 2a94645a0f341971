using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>Blocks one after the other.</summary>
public sealed class Chain : Block
{
    private readonly ModuleList<Block> blocks;

    /// <param name="chained">At least one block; each takes what the one before gives.</param>
    public Chain(IEnumerable<Block> chained)
        : base(nameof(Chain))
    {
        blocks = new([.. chained]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => blocks.Aggregate(input, (h, block) => block.forward(h));

    /// <inheritdoc/>
    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) => blocks.Aggregate(input, (h, block) => block.Export(graph, h));
}
