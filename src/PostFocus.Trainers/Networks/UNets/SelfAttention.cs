using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.UNets;

/// <summary>Residual self-attention among all pixels of a map (Dhariwal and Nichol 2021), several heads.</summary>
internal sealed class SelfAttention : Block
{
    private readonly GroupNormalization norm;
    private readonly Convolution queriesKeysValues,
        output;
    private readonly int _channels,
        _heads;

    public SelfAttention(Generator generator, int channels, int heads, int groups)
        : base(nameof(SelfAttention))
    {
        (_channels, _heads) = (channels, heads);
        norm = new(groups, channels);
        queriesKeysValues = new(generator, channels, 3 * channels, 1);
        output = new(null, channels, channels, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var (height, width) = (input.shape[2], input.shape[3]);
        var heads = queriesKeysValues
            .forward(norm.forward(input))
            .reshape(-1, 3, _heads, _channels / _heads, height * width)
            .permute(1, 0, 2, 4, 3)
            .contiguous();
        // In float32: libtorch's bfloat16 attention on a CPU gives NaN now and then for head sizes that are not a multiple of 16.
        heads = heads.to(ScalarType.Float32);
        var attended = nn.functional.scaled_dot_product_attention(heads[0], heads[1], heads[2]).to(input.dtype);
        return input + output.forward(attended.transpose(2, 3).reshape(-1, _channels, height, width));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var headSize = _channels / _heads;
        var parts = graph.Split(queriesKeysValues.Export(graph, norm.Export(graph, input)), axis: 1, parts: 3);
        OnnxValue[] heads =
        [
            .. parts.Select(part => graph.Reshape(part, OnnxValue.Batch, _heads, headSize, input.Shape[2] * input.Shape[3])),
        ];
        var queries = graph.Transpose(graph.Multiply(heads[0], graph.Constant(1 / MathF.Sqrt(headSize))), 0, 1, 3, 2);
        var attention = graph.Softmax(graph.MatMul(queries, heads[1]));
        var attended = graph.Transpose(graph.MatMul(attention, graph.Transpose(heads[2], 0, 1, 3, 2)), 0, 1, 3, 2);
        return graph.Add(input, output.Export(graph, graph.Reshape(attended, input.Shape)));
    }
}
