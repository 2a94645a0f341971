using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.GoogLeNets;

/// <summary>
/// GoogLeNet: nine blocks of branches with kernels of several sizes. Szegedy et al.: Going Deeper with Convolutions, CVPR 2015.
/// </summary>
/// <remarks>With batch normalisation; parameters have the order and the shapes of the common PyTorch port.</remarks>
internal sealed class GoogLeNet : ClassifierNetwork
{
    // Section 5: the auxiliary losses count 0.3 each, and 70 % of their hidden units are left out.
    private const double AuxiliaryWeight = 0.3,
        AuxiliaryDropout = 0.7;
    private const int AuxiliaryReduced = 128,
        AuxiliaryHidden = 1024;

    // Table 1, inception (3a) to (5b).
    private static readonly InceptionWidths[] s_inceptions =
    [
        new(64, 96, 128, 16, 32, 32),
        new(128, 128, 192, 32, 96, 64),
        new(192, 96, 208, 16, 48, 64),
        new(160, 112, 224, 24, 64, 64),
        new(128, 128, 256, 24, 64, 64),
        new(112, 144, 288, 32, 64, 64),
        new(256, 160, 320, 32, 128, 128),
        new(256, 160, 320, 32, 128, 128),
        new(384, 192, 384, 48, 128, 128),
    ];

    private readonly TorchSharp.Modules.ModuleList<Block> blocks;
    private readonly TorchSharp.Modules.ModuleList<AuxiliaryHead> auxiliary;
    private readonly Convolution classifier;
    private readonly Dropout _dropout;
    private readonly List<int> _auxiliaryAfter = []; // blocks

    /// <summary>A new network with random weights.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options do not fit together.</exception>
    public GoogLeNet(GoogLeNetOptions options, ulong seed = 0)
        : base(nameof(GoogLeNet), options)
    {
        using var generator = new Generator(seed, CPU);
        _dropout = NewDropout(options.Dropout);
        blocks = [];
        auxiliary = [];
        var channels = AddEntrance(generator, options);
        for (var i = 0; i < s_inceptions.Length; i++)
        {
            var widths = Scaled(s_inceptions[i], options);
            blocks.Add(new Inception(generator, channels, widths));
            channels = widths.Outputs;
            if (options.AuxiliaryHeads && i is 2 or 5) // after (4a) and (4d)
                AddAuxiliaryHead(generator, options, channels);
            if (i is 1 or 6)
                blocks.Add(new MaxPooling(i == 1 ? 3 : 2, 2, roundUp: true));
        }
        classifier = new(generator, channels, options.Outputs, 1);
        RegisterComponents();
    }

    protected internal override IReadOnlyList<(Tensor Outputs, double Weight)> TrainingOutputs(Tensor input)
    {
        List<(Tensor, double)> outputs = [];
        var main = Compute(Enter(input), (head, features) => outputs.Add((auxiliary[head].forward(features), AuxiliaryWeight)));
        return [(main, 1), .. outputs];
    }

    protected override Tensor Compute(Tensor frames) => Compute(frames, null);

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frames) => blocks.ExportClassify(graph, frames, classifier);

    private Tensor Compute(Tensor frames, Action<int, Tensor>? atHead)
    {
        var features = frames;
        for (var i = 0; i < blocks.Count; i++)
        {
            features = blocks[i].forward(features);
            if (_auxiliaryAfter.IndexOf(i) is >= 0 and var head)
                atHead?.Invoke(head, features);
        }
        return classifier.forward(_dropout.Forward(features.mean([2, 3], keepdim: true))).flatten(1);
    }

    /// <summary>What comes before the first inception block.</summary>
    private int AddEntrance(Generator generator, GoogLeNetOptions options)
    {
        var (first, second) = (options.Channels(64), options.Channels(192));
        blocks.Add(new NormalizedConvolution(generator, options.InputChannels, first, 7, stride: 2, epsilon: Inception.Epsilon));
        blocks.Add(new MaxPooling(3, 2, roundUp: true));
        blocks.Add(new NormalizedConvolution(generator, first, first, 1, epsilon: Inception.Epsilon));
        blocks.Add(new NormalizedConvolution(generator, first, second, 3, epsilon: Inception.Epsilon));
        blocks.Add(new MaxPooling(3, 2, roundUp: true));
        return second;
    }

    private void AddAuxiliaryHead(Generator generator, GoogLeNetOptions options, int channels)
    {
        _auxiliaryAfter.Add(blocks.Count - 1);
        auxiliary.Add(
            new(
                generator,
                channels,
                options.Channels(AuxiliaryReduced),
                options.Channels(AuxiliaryHidden),
                options.Outputs,
                NewDropout(AuxiliaryDropout)
            )
        );
    }

    private static InceptionWidths Scaled(InceptionWidths published, GoogLeNetOptions options) =>
        new(
            options.Channels(published.Direct),
            options.Channels(published.Reduce3),
            options.Channels(published.Convolution3),
            options.Channels(published.Reduce5),
            options.Channels(published.Convolution5),
            options.Channels(published.Pool)
        );
}
