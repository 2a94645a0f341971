using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>
/// CoAtNet: convolutional stages for translation equivariance, then transformer stages with relative attention for
/// a global view. Dai, Liu, Le, Tan: CoAtNet: Marrying Convolution and Attention for All Data Sizes, NeurIPS 2021.
/// </summary>
/// <remarks>From frames [N, channels, S, S] in unit intensities to logits [N, classes].</remarks>
public sealed class CoAtNet : nn.Module<Tensor, Tensor>, IOnnxExportable
{
    /// <summary>Each of the five stages halves the map (section 2.2.2).</summary>
    internal const int Reduction = 32;

    private readonly TorchSharp.Modules.ModuleList<Block> blocks;
    private readonly Convolution classifier;
    private readonly CoAtNetOptions _options;

    /// <summary>A new network with random weights.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options do not fit together.</exception>
    public CoAtNet(CoAtNetOptions options, ulong seed = 0)
        : base(nameof(CoAtNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        using var generator = new Generator(seed, CPU);
        blocks = new([.. Stages(generator, options)]);
        classifier = new(generator, options.Widths[^1], options.Classes, 1, bias: false);
        RegisterComponents();
    }

    /// <summary>Logits of the classes.</summary>
    /// <param name="input">[N, channels, S, S], unit intensities.</param>
    /// <returns>[N, classes]</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        TensorShape.Check(input, nameof(input), -1, _options.InputChannels, _options.InputSize, _options.InputSize);
        var features = input;
        foreach (var block in blocks)
            features = block.forward(features);
        return classifier.forward(features.mean([2, 3], keepdim: true)).flatten(1);
    }

    /// <inheritdoc/>
    /// <remarks>Input <c>frame</c> [N, channels, S, S], output <c>logits</c> [N, classes].</remarks>
    public byte[] ToOnnx()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var graph = new OnnxGraph(nameof(CoAtNet));
        var features = graph.Input("frame", OnnxValue.Batch, _options.InputChannels, _options.InputSize, _options.InputSize);
        foreach (var block in blocks)
            features = block.Export(graph, features);
        var logits = classifier.Export(graph, graph.SpatialMean(features));
        graph.Output("logits", graph.Reshape(logits, OnnxValue.Batch, _options.Classes));
        return graph.ToModel();
    }

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
