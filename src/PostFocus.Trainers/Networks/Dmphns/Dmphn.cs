using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Dmphns;

/// <summary>
/// The multi-patch hierarchy DMPHN(1-2-4): Zhang et al., Deep Stacked Hierarchical Multi-patch Network for Image Deblurring,
/// CVPR 2019, section 3.
/// </summary>
/// <remarks>
/// The third level sees the four quarters of the frame, the second its upper and lower half, the first the whole frame.
/// A level's patches share one encoder and one decoder. What a level estimates is added to the input of the level above,
/// and its features, joined at the patches' borders, to the features there. The first level's decoder estimates the scaled
/// residual, as our restorers do; the published one estimates the sharp image.
/// </remarks>
internal sealed class Dmphn : RegressionNetwork
{
    private const int Levels = 3;

    private readonly TorchSharp.Modules.ModuleList<Chain> encoders,
        decoders; // of the levels, the whole frame's first

    /// <summary>A new network with random weights; last layers are zero, so that every level starts by estimating zero.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    public Dmphn(DmphnOptions options, ulong seed = 0)
        : base(nameof(Dmphn), options)
    {
        using var generator = new Generator(seed, CPU);
        encoders = new([.. Enumerable.Range(0, Levels).Select(_ => new Chain(Encoder(options, generator)))]);
        decoders = new([.. Enumerable.Range(0, Levels).Select(_ => new Chain(Decoder(options, generator)))]);
        RegisterComponents();
    }

    private static IEnumerable<Block> Encoder(DmphnOptions options, Generator generator)
    {
        var channels = 1;
        foreach (var width in options.Widths)
        {
            yield return new Convolution(generator, channels, width, 3, stride: channels == 1 ? 1 : 2);
            for (var i = 0; i < options.ResidualBlocks; i++)
                yield return new PlainResidual(generator, width);
            channels = width;
        }
    }

    private static IEnumerable<Block> Decoder(DmphnOptions options, Generator generator)
    {
        for (var level = options.Widths.Count - 1; level >= 0; level--)
        {
            var width = options.Widths[level];
            for (var i = 0; i < options.ResidualBlocks; i++)
                yield return new PlainResidual(generator, width);
            yield return level > 0
                ? new TransposedConvolution(generator, width, options.Widths[level - 1], 4, stride: 2, padding: 1)
                : new Convolution(null, width, 1, 3);
        }
    }

    protected override Tensor Compute(Tensor frame)
    {
        // Patches of all frames stand one behind the other in the batch.
        var halves = cat(frame.chunk(2, 2), 0);
        var quarters = cat(halves.chunk(2, 3), 0);
        var features = cat(encoders[2].forward(quarters).chunk(2, 0), 3);
        features = cat((features + encoders[1].forward(halves + decoders[2].forward(features))).chunk(2, 0), 2);
        features = features + encoders[0].forward(frame + decoders[1].forward(features));
        return decoders[0].forward(features);
    }

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frame)
    {
        var halves = graph.Join(0, graph.Split(frame, axis: 2, parts: 2));
        var quarters = graph.Join(0, graph.Split(halves, axis: 3, parts: 2));
        var features = graph.Join(3, HalveBatch(graph, encoders[2].Export(graph, quarters)));
        features = graph.Add(features, encoders[1].Export(graph, graph.Add(halves, decoders[2].Export(graph, features))));
        features = graph.Join(2, HalveBatch(graph, features));
        features = graph.Add(features, encoders[0].Export(graph, graph.Add(frame, decoders[1].Export(graph, features))));
        return decoders[0].Export(graph, features);
    }

    /// <summary>The first and the second half of the batch, whose length is even.</summary>
    private static OnnxValue[] HalveBatch(OnnxGraph graph, OnnxValue x) => graph.Node("Split", [x], [x.Shape, x.Shape], ("axis", 0));
}
