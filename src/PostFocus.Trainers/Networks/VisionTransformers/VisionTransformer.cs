using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.VisionTransformers;

/// <summary>
/// Vision transformer: a transformer on patches of the frame. Dosovitskiy et al.: An Image is Worth 16x16 Words:
/// Transformers for Image Recognition at Scale, ICLR 2021.
/// </summary>
/// <remarks>Parameters have the order and the shapes of the common PyTorch port.</remarks>
internal sealed class VisionTransformer : ClassifierNetwork
{
    private const double PositionDeviation = 0.02;

    private readonly TorchSharp.Modules.Parameter classToken; // [1, 1, width]
    private readonly Convolution embedding;
    private readonly Positions positions;
    private readonly TorchSharp.Modules.ModuleList<TransformerEncoder> blocks;
    private readonly TorchSharp.Modules.LayerNorm norm;
    private readonly Convolution classifier;
    private readonly Dropout _dropout;
    private readonly int _width,
        _patches;

    /// <summary>A new network with random weights.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options do not fit together.</exception>
    public VisionTransformer(VisionTransformerOptions options, ulong seed = 0)
        : base(nameof(VisionTransformer), options)
    {
        using var generator = new Generator(seed, CPU);
        var side = options.InputSize / options.PatchSize;
        (_width, _patches) = (options.Width, side * side);
        classToken = Initialization.Constant(0, 1, 1, _width);
        embedding = new(generator, options.InputChannels, _width, options.PatchSize, options.PatchSize, padding: 0);
        positions = new(generator, _patches + 1, _width, PositionDeviation);
        _dropout = NewDropout(options.Dropout);
        blocks = [];
        for (var i = 0; i < options.Depth; i++)
            blocks.Add(new(generator, _width, _patches + 1, options.Heads, options.Hidden, () => NewDropout(options.Dropout)));
        norm = nn.LayerNorm(_width, TransformerEncoder.Epsilon);
        classifier = new(generator, _width, options.Outputs, 1);
        RegisterComponents();
    }

    protected override Tensor Compute(Tensor frames)
    {
        var patches = embedding.forward(frames).flatten(2).transpose(1, 2);
        var tokens = cat([classToken.to(patches.dtype).expand(patches.shape[0], 1, _width), patches], 1);
        tokens = _dropout.Forward(positions.forward(tokens));
        foreach (var block in blocks)
            tokens = block.forward(tokens);
        return classifier.forward(norm.forward(tokens.narrow(1, 0, 1)).view(-1, _width, 1, 1)).flatten(1);
    }

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frames)
    {
        var patches = graph.Reshape(embedding.Export(graph, frames), OnnxValue.Batch, _width, _patches);
        var tokens = positions.Export(graph, PrependToken(graph, graph.Transpose(patches, 0, 2, 1)), classToken);
        foreach (var block in blocks)
            tokens = block.Export(graph, tokens);
        var first = graph.SplitAt(tokens, 1, 1, _patches)[0];
        var features = graph.Reshape(graph.LayerNormalization(first, norm), OnnxValue.Batch, _width, 1, 1);
        var outputs = classifier.Export(graph, features);
        return graph.Reshape(outputs, OnnxValue.Batch, outputs.Channels);
    }

    /// <summary>Puts a token of zeros before the tokens [N, tokens, channels].</summary>
    private static OnnxValue PrependToken(OnnxGraph graph, OnnxValue x) =>
        graph.Node("Pad", [x, graph.Integers(0, 1, 0, 0, 0, 0)], [x.Shape[0], x.Shape[1] + 1, x.Shape[2]], ("mode", "constant"));
}
