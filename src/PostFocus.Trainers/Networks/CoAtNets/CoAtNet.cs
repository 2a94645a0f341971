using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.CoAtNets;

/// <summary>
/// CoAtNet: convolutional stages for translation equivariance, then transformer stages with relative attention for
/// a global view. Dai, Liu, Le, Tan: CoAtNet: Marrying Convolution and Attention for All Data Sizes, NeurIPS 2021.
/// </summary>
internal sealed class CoAtNet : ClassifierNetwork
{
    /// <summary>Each of the five stages halves the map (section 2.2.2).</summary>
    internal const int Reduction = 32;

    private readonly TorchSharp.Modules.ModuleList<Block> blocks;
    private readonly Convolution classifier;

    /// <summary>A new network with random weights.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options do not fit together.</exception>
    public CoAtNet(CoAtNetOptions options, ulong seed = 0)
        : base(nameof(CoAtNet), options)
    {
        using var generator = new Generator(seed, CPU);
        blocks = new([.. Stages(generator, options)]);
        classifier = new(generator, options.Widths[^1], options.Outputs, 1, bias: false);
        RegisterComponents();
    }

    protected override Tensor Compute(Tensor frames) => blocks.Classify(frames, classifier);

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frames) => blocks.ExportClassify(graph, frames, classifier);

    /// <summary>S0: convolutions, S1 and S2: MBConv, S3 and S4: transformers; the first block of each halves the map.</summary>
    private static IEnumerable<Block> Stages(Generator generator, CoAtNetOptions options)
    {
        var (inputs, side) = (options.InputChannels, options.InputSize);
        for (var stage = 0; stage < options.Blocks.Count; stage++)
        {
            var outputs = options.Widths[stage];
            side /= 2;
            for (var i = 0; i < options.Blocks[stage]; i++)
            {
                var downsample = i == 0;
                yield return stage switch
                {
                    0 => new Stem(generator, inputs, outputs, downsample),
                    1 or 2 => new InvertedBottleneck(generator, inputs, outputs, downsample),
                    _ => new RelativeTransformer(generator, inputs, outputs, side, options.Heads, options.HeadSize, downsample),
                };
                inputs = outputs;
            }
        }
    }
}
