using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.ResNets;

/// <summary>
/// ResNet with bottlenecks: layers learn what to add to their input. He, Zhang, Ren, Sun: Deep Residual Learning for
/// Image Recognition, CVPR 2016.
/// </summary>
/// <remarks>Parameters have the order and the shapes of the common PyTorch port.</remarks>
internal sealed class ResNet : ClassifierNetwork
{
    private readonly TorchSharp.Modules.ModuleList<Block> blocks;
    private readonly Convolution classifier;

    /// <summary>A new network with random weights.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options do not fit together.</exception>
    public ResNet(ResNetOptions options, ulong seed = 0)
        : base(nameof(ResNet), options)
    {
        using var generator = new Generator(seed, CPU);
        blocks = new([.. Stages(generator, options)]);
        classifier = new(generator, options.Widths[^1] * ResidualBottleneck.Expansion, options.Outputs, 1);
        RegisterComponents();
    }

    protected override Tensor Compute(Tensor frames) => blocks.Classify(frames, classifier);

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frames) => blocks.ExportClassify(graph, frames, classifier);

    /// <summary>Table 1: conv1 and its pooling, then conv2_x to conv5_x; the first block of all but conv2_x halves the map.</summary>
    private static IEnumerable<Block> Stages(Generator generator, ResNetOptions options)
    {
        var inputs = options.Widths[0];
        yield return new NormalizedConvolution(generator, options.InputChannels, inputs, 7, stride: 2);
        yield return new MaxPooling(3, 2, padding: 1);
        for (var stage = 0; stage < options.Blocks.Count; stage++)
        for (var i = 0; i < options.Blocks[stage]; i++)
        {
            yield return new ResidualBottleneck(generator, inputs, options.Widths[stage], stage > 0 && i == 0 ? 2 : 1);
            inputs = options.Widths[stage] * ResidualBottleneck.Expansion;
        }
    }
}
