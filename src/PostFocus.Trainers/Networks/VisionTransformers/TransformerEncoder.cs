using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Dropout = PostFocus.Trainers.Networks.Blocks.Dropout;

namespace PostFocus.Trainers.Networks.VisionTransformers;

/// <summary>
/// x + Attention(Norm(x)), then x + FeedForward(Norm(x)), on tokens [N, tokens, channels] (Dosovitskiy et al. 2021, eq. 2 and 3).
/// </summary>
internal sealed class TransformerEncoder : Block
{
    /// <summary>The constant of the layer normalisations, of the published weights.</summary>
    public const double Epsilon = 1e-6;

    private readonly LayerNorm attentionNorm;
    private readonly MultiHeadSelfAttention attention;
    private readonly LayerNorm forwardNorm;
    private readonly FeedForward feedForward;
    private readonly Dropout _attended,
        _forwarded;

    public TransformerEncoder(Generator generator, int channels, int tokens, int heads, int hidden, Func<Dropout> dropout)
        : base(nameof(TransformerEncoder))
    {
        attentionNorm = nn.LayerNorm(channels, Epsilon);
        attention = new(generator, channels, tokens, heads);
        forwardNorm = nn.LayerNorm(channels, Epsilon);
        feedForward = new(generator, channels, hidden, dropout());
        (_attended, _forwarded) = (dropout(), dropout());
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var h = input + _attended.Forward(attention.forward(attentionNorm.forward(input)));
        return h + _forwarded.Forward(feedForward.forward(forwardNorm.forward(h)));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var h = graph.Add(input, attention.Export(graph, graph.LayerNormalization(input, attentionNorm)));
        return graph.Add(h, feedForward.Export(graph, graph.LayerNormalization(h, forwardNorm)));
    }
}
