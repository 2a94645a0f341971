using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Convolution = PostFocus.Trainers.Networks.Blocks.Convolution;

namespace PostFocus.Trainers.Networks.CoAtNets;

/// <summary>
/// Transformer block with relative attention: x + Attention(Norm(x)), or Proj(Pool(x)) + Attention(Norm(Pool(x)))
/// to halve the map (Dai et al. 2021, appendix A.1, eq. 4), followed by x + FeedForward(Norm(x)).
/// </summary>
internal sealed class RelativeTransformer : Block
{
    private const int Expansion = 4;

    private readonly Convolution? shortcut;
    private readonly LayerNorm attentionNorm,
        forwardNorm;
    private readonly RelativeSelfAttention attention;
    private readonly FeedForward feedForward;
    private readonly int _side,
        _outputs;

    /// <remarks>The side is that of the output map, in tokens.</remarks>
    public RelativeTransformer(Generator generator, int inputs, int outputs, int side, int heads, int headSize, bool downsample)
        : base(nameof(RelativeTransformer))
    {
        (_side, _outputs) = (side, outputs);
        if (downsample)
            shortcut = new(generator, inputs, outputs, 1, bias: false);
        attentionNorm = nn.LayerNorm(inputs);
        attention = new(generator, inputs, outputs, side, heads, headSize);
        forwardNorm = nn.LayerNorm(outputs);
        // The common PyTorch port expands the block's input width; so does the count of 17.0 M.
        feedForward = new(generator, outputs, inputs * Expansion);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var small = shortcut is null ? input : Pooling.Halve(input);
        var tokens = small.flatten(2).transpose(1, 2);
        var direct = shortcut is null ? tokens : shortcut.forward(small).flatten(2).transpose(1, 2);
        var h = direct + attention.forward(attentionNorm.forward(tokens));
        h = h + feedForward.forward(forwardNorm.forward(h));
        return h.transpose(1, 2).reshape(-1, _outputs, _side, _side);
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var small = shortcut is null ? input : graph.MaxPool(input);
        var tokens = Tokens(graph, small);
        var direct = shortcut is null ? tokens : Tokens(graph, shortcut.Export(graph, small));
        var h = graph.Add(direct, attention.Export(graph, graph.LayerNormalization(tokens, attentionNorm)));
        h = graph.Add(h, feedForward.Export(graph, graph.LayerNormalization(h, forwardNorm)));
        return graph.Reshape(graph.Transpose(h, 0, 2, 1), OnnxValue.Batch, _outputs, _side, _side);
    }

    private OnnxValue Tokens(OnnxGraph graph, OnnxValue map) =>
        graph.Transpose(graph.Reshape(map, OnnxValue.Batch, map.Channels, _side * _side), 0, 2, 1);
}
