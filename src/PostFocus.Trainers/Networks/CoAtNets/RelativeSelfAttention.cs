using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Linear = PostFocus.Trainers.Networks.Blocks.Linear;

namespace PostFocus.Trainers.Networks.CoAtNets;

/// <summary>
/// Self-attention with a learned bias for each relative position, added before the softmax
/// (Dai et al. 2021, eq. 3, "pre-normalised"), on the tokens [N, side², channels] of a square map.
/// </summary>
internal sealed class RelativeSelfAttention : Block
{
    private readonly Linear queriesKeysValues,
        output;
    private readonly Parameter positions; // [(2 side - 1)², heads]
    private readonly Tensor _indices; // [side² · side²], the row of positions for (query, key)
    private readonly int _heads,
        _headSize,
        _tokens;

    public RelativeSelfAttention(Generator generator, int inputs, int outputs, int side, int heads, int headSize)
        : base(nameof(RelativeSelfAttention))
    {
        (_heads, _headSize, _tokens) = (heads, headSize, side * side);
        queriesKeysValues = new(generator, inputs, 3 * heads * headSize, bias: false);
        output = new(generator, heads * headSize, outputs);
        positions = Initialization.Constant(0, (2 * side - 1) * (2 * side - 1), heads);
        _indices = tensor(RelativePositions.Indices(side));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var heads = queriesKeysValues.forward(input).view(-1, _tokens, 3, _heads, _headSize).permute(2, 0, 3, 1, 4).contiguous();
        var attended = nn.functional.scaled_dot_product_attention(heads[0], heads[1], heads[2], Bias());
        return output.forward(attended.transpose(1, 2).reshape(-1, _tokens, _heads * _headSize));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var parts = graph.Split(queriesKeysValues.Export(graph, input), axis: 2, parts: 3);
        OnnxValue[] heads = [.. parts.Select(part => graph.Reshape(part, OnnxValue.Batch, _tokens, _heads, _headSize))];
        var queries = graph.Multiply(graph.Transpose(heads[0], 0, 2, 1, 3), graph.Constant(1 / MathF.Sqrt(_headSize)));
        var scores = graph.MatMul(queries, graph.Transpose(heads[1], 0, 2, 3, 1));
        var attention = graph.Softmax(graph.Add(scores, graph.Weight(Bias(), LoadBias)));
        var attended = graph.MatMul(attention, graph.Transpose(heads[2], 0, 2, 1, 3));
        var tokens = graph.Reshape(graph.Transpose(attended, 0, 2, 1, 3), OnnxValue.Batch, _tokens, _heads * _headSize);
        return output.Export(graph, tokens);
    }

    private Tensor Bias() // [1, heads, query, key]
        => positions.index_select(0, _indices).view(1, _tokens, _tokens, _heads).permute(0, 3, 1, 2).contiguous();

    private void LoadBias(Tensor bias) => positions.index_copy_(0, _indices, bias.permute(0, 2, 3, 1).reshape(-1, _heads));
}
