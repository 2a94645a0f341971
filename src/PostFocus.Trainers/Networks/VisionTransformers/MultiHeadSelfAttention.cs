using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.VisionTransformers;

/// <summary>Self-attention with several heads on tokens [N, tokens, channels] (Vaswani et al. 2017, section 3.2.2).</summary>
internal sealed class MultiHeadSelfAttention : Block
{
    private readonly Linear queriesKeysValues,
        output;
    private readonly int _heads,
        _headSize,
        _tokens;

    public MultiHeadSelfAttention(Generator generator, int channels, int tokens, int heads)
        : base(nameof(MultiHeadSelfAttention))
    {
        (_heads, _headSize, _tokens) = (heads, channels / heads, tokens);
        queriesKeysValues = new(generator, channels, 3 * channels);
        output = new(generator, channels, channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var heads = queriesKeysValues.forward(input).view(-1, _tokens, 3, _heads, _headSize).permute(2, 0, 3, 1, 4).contiguous();
        var attended = nn.functional.scaled_dot_product_attention(heads[0], heads[1], heads[2]);
        return output.forward(attended.transpose(1, 2).reshape(-1, _tokens, _heads * _headSize));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var parts = graph.Split(queriesKeysValues.Export(graph, input), axis: 2, parts: 3);
        OnnxValue[] heads = [.. parts.Select(part => graph.Reshape(part, OnnxValue.Batch, _tokens, _heads, _headSize))];
        var queries = graph.Multiply(graph.Transpose(heads[0], 0, 2, 1, 3), graph.Constant(1 / MathF.Sqrt(_headSize)));
        var attention = graph.Softmax(graph.MatMul(queries, graph.Transpose(heads[1], 0, 2, 3, 1)));
        var attended = graph.MatMul(attention, graph.Transpose(heads[2], 0, 2, 1, 3));
        var tokens = graph.Reshape(graph.Transpose(attended, 0, 2, 1, 3), OnnxValue.Batch, _tokens, _heads * _headSize);
        return output.Export(graph, tokens);
    }
}
