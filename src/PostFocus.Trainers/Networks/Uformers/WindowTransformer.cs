using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Uformers;

/// <summary>x + Attention(Norm(x)) in windows, then x + LeFF(Norm(x)), on maps [N, H, W, channels] (Wang et al. 2022, eq. 1).</summary>
internal sealed class WindowTransformer : Block
{
    private const int Expansion = 4;

    private readonly LayerNorm attentionNorm,
        forwardNorm;
    private readonly WindowAttention attention;
    private readonly LocalFeedForward feedForward;

    public WindowTransformer(Generator generator, int channels, int heads, int window, bool shifted, bool modulated)
        : base(nameof(WindowTransformer))
    {
        attentionNorm = nn.LayerNorm(channels);
        attention = new(generator, channels, heads, window, shifted, modulated);
        forwardNorm = nn.LayerNorm(channels);
        feedForward = new(generator, channels, Expansion * channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var h = input + attention.forward(Normalize(attentionNorm, input));
        return h + feedForward.forward(Normalize(forwardNorm, h));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var h = graph.Add(input, attention.Export(graph, graph.LayerNormalization(input, attentionNorm)));
        return graph.Add(h, feedForward.Export(graph, graph.LayerNormalization(h, forwardNorm)));
    }

    /// <summary>The norm's weights are float32 whatever the input.</summary>
    private static Tensor Normalize(LayerNorm norm, Tensor map) => norm.forward(map.to(ScalarType.Float32)).to(map.dtype);
}
