using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Uformers;

/// <summary>
/// The U-shaped transformer: Wang et al., Uformer: A General U-Shaped Transformer for Image Restoration, CVPR 2022, section 3.
/// </summary>
/// <remarks>
/// Four levels of window attention, a bottleneck, and four levels back, with skip connections. Its output is the scaled residual
/// itself; the published network adds the input to it. Left out: stochastic depth.
/// </remarks>
internal sealed class Uformer : RegressionNetwork
{
    internal const int Levels = 4;

    private readonly Convolution input,
        output;
    private readonly TorchSharp.Modules.ModuleList<WindowStage> encoder,
        decoder;
    private readonly TorchSharp.Modules.ModuleList<Convolution> down;
    private readonly TorchSharp.Modules.ModuleList<TransposedConvolution> up;
    private readonly WindowStage bottleneck;

    /// <summary>A new network with random weights; its last layer is zero, so that it starts by estimating zero.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    public Uformer(UformerOptions options, ulong seed = 0)
        : base(nameof(Uformer), options)
    {
        using var generator = new Generator(seed, CPU);
        var width = options.BaseChannels;
        input = new(generator, 1, width, 3);
        encoder = new([.. Enumerable.Range(0, Levels).Select(level => Stage(width << level, level, modulated: false))]);
        down = new([
            .. Enumerable
                .Range(0, Levels)
                .Select(level => new Convolution(generator, width << level, width << (level + 1), 4, stride: 2, padding: 1)),
        ]);
        bottleneck = Stage(width << Levels, Levels, modulated: false);
        // Back from the lowest level; a stage sees what comes up beside what the encoder had there.
        up = new([
            .. Enumerable
                .Range(0, Levels)
                .Select(i => new TransposedConvolution(
                    generator,
                    i == 0 ? width << Levels : width << (Levels + 1 - i),
                    width << (Levels - 1 - i),
                    2,
                    stride: 2
                )),
        ]);
        decoder = new([.. Enumerable.Range(0, Levels).Select(i => Stage(width << (Levels - i), Levels + 1 + i, options.Modulators))]);
        output = new(null, 2 * width, 1, 3);
        RegisterComponents();

        WindowStage Stage(int channels, int stage, bool modulated) =>
            new(generator, channels, heads: channels / width, options.Window, options.Depths[stage], modulated);
    }

    protected override Tensor Compute(Tensor frame)
    {
        var h = nn.functional.leaky_relu(input.forward(frame), 0.01);
        var skips = new Stack<Tensor>();
        foreach (var (stage, halve) in encoder.Zip(down))
        {
            skips.Push(h = stage.forward(h));
            h = halve.forward(h);
        }
        h = bottleneck.forward(h);
        foreach (var (stage, enlarge) in decoder.Zip(up))
            h = stage.forward(cat([enlarge.forward(h), skips.Pop()], 1));
        return output.forward(h);
    }

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frame)
    {
        var h = graph.LeakyRelu(input.Export(graph, frame));
        var skips = new Stack<OnnxValue>();
        foreach (var (stage, halve) in encoder.Zip(down))
        {
            skips.Push(h = stage.Export(graph, h));
            h = halve.Export(graph, h);
        }
        h = bottleneck.Export(graph, h);
        foreach (var (stage, enlarge) in decoder.Zip(up))
            h = stage.Export(graph, graph.Concatenate(enlarge.Export(graph, h), skips.Pop()));
        return output.Export(graph, h);
    }
}
