using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Torch;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.UNets;

/// <summary>
/// Two normalised 3 × 3 convolutions beside a shortcut; the time scales and shifts the second normalisation
/// (Dhariwal and Nichol 2021, section 3.1, AdaGN). Optionally followed by self-attention.
/// </summary>
internal sealed class ResidualBlock : TimedBlock
{
    private readonly GroupNormalization norm1,
        norm2;
    private readonly Convolution convolution1,
        convolution2,
        timeScaleShift;
    private readonly Convolution? shortcut;
    private readonly SelfAttention? attention;

    /// <remarks>The heads are those of the self-attention that follows; 0 for none.</remarks>
    public ResidualBlock(Generator generator, int inputs, int outputs, int timeWidth, int groups, int heads = 0)
        : base(nameof(ResidualBlock))
    {
        norm1 = new(groups, inputs);
        convolution1 = new(generator, inputs, outputs, 3);
        timeScaleShift = new(generator, timeWidth, 2 * outputs, 1);
        norm2 = new(groups, outputs);
        // Zero: each block starts as its shortcut, which lets deep networks learn from the first step.
        convolution2 = new(null, outputs, outputs, 3);
        if (inputs != outputs)
            shortcut = new(generator, inputs, outputs, 1);
        if (heads > 0)
            attention = new(generator, outputs, heads, groups);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor time)
    {
        var scaleShift = timeScaleShift.forward(time).chunk(2, 1);
        var h = convolution1.forward(nn.functional.silu(norm1.forward(input)));
        h = norm2.forward(h) * scaleShift[0].Plus(1) + scaleShift[1];
        h = convolution2.forward(nn.functional.silu(h));
        h = h + (shortcut is null ? input : shortcut.forward(input));
        return attention is null ? h : attention.forward(h);
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input, OnnxValue time)
    {
        var scaleShift = graph.Split(timeScaleShift.Export(graph, time), axis: 1, parts: 2);
        var h = convolution1.Export(graph, graph.Silu(norm1.Export(graph, input)));
        h = norm2.Export(graph, h, scaleShift[0], scaleShift[1]);
        h = convolution2.Export(graph, graph.Silu(h));
        h = graph.Add(h, shortcut is null ? input : shortcut.Export(graph, input));
        return attention is null ? h : attention.Export(graph, h);
    }
}
