using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.UNets;

/// <summary>
/// The U-Net of guided diffusion, conditioned on a frame by an input channel. Dhariwal and Nichol: Diffusion Models
/// Beat GANs on Image Synthesis, NeurIPS 2021, section 3; conditioning as in Wolleb et al., MIDL 2022.
/// </summary>
/// <remarks>Height and width of an input may be any multiples of patch size · 2^(levels - 1).</remarks>
internal sealed class ConditionalUNet : RestorerNetwork
{
    private readonly TimeEmbedding embedding;
    private readonly Convolution input,
        output;
    private readonly Convolution? neighbours;
    private readonly TorchSharp.Modules.ModuleList<TimedBlock> encoder,
        middle,
        decoder;
    private readonly GroupNormalization outputNorm;
    private readonly ConditionalUNetOptions _options;

    /// <summary>A new network with random weights; its last layer is zero, so that it starts by predicting zero.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options do not fit together.</exception>
    public ConditionalUNet(ConditionalUNetOptions options, ulong seed = 0)
        : base(nameof(ConditionalUNet), options)
    {
        _options = options;
        using var generator = new Generator(seed, CPU);
        int[] widths = [.. options.Multipliers.Select(m => m * options.BaseChannels)];
        var timeWidth = TimeEmbedding.Outputs(options.BaseChannels);
        embedding = new(generator, options.BaseChannels);
        var patch = options.PatchSize * options.PatchSize;
        input = new(generator, 2 * patch, options.BaseChannels, 3);
        if (options.Neighbours)
            neighbours = new(null, (options.FrameChannels - 1) * patch, options.BaseChannels, 3);

        var channels = options.BaseChannels;
        var skips = new Stack<int>([channels]); // channels of what the encoder hands to the decoder
        var blocks = new List<TimedBlock>();
        for (var level = 0; level < widths.Length; level++)
        {
            for (var i = 0; i < options.ResidualBlocks; i++)
            {
                blocks.Add(Residual(channels, level));
                skips.Push(channels = widths[level]);
            }
            if (level < widths.Length - 1)
            {
                blocks.Add(new Downsample(generator, channels));
                skips.Push(channels);
            }
        }
        encoder = new([.. blocks]);

        middle = new(
            new ResidualBlock(generator, channels, channels, timeWidth, options.Groups, options.Heads),
            new ResidualBlock(generator, channels, channels, timeWidth, options.Groups)
        );

        blocks.Clear();
        for (var level = widths.Length - 1; level >= 0; level--)
        {
            for (var i = 0; i <= options.ResidualBlocks; i++)
            {
                blocks.Add(Residual(channels + skips.Pop(), level));
                channels = widths[level];
            }
            if (level > 0)
                blocks.Add(new Upsample(generator, channels));
        }
        decoder = new([.. blocks]);

        outputNorm = new(options.Groups, channels);
        output = new(null, channels, (options.LearnsVariance ? 2 : 1) * patch, 3);
        RegisterComponents();

        ResidualBlock Residual(int inputs, int level) =>
            new(generator, inputs, widths[level], timeWidth, options.Groups, options.AttentionLevels.Contains(level) ? options.Heads : 0);
    }

    protected override Tensor Compute(Tensor frame, Tensor noisy, Tensor time)
    {
        var timing = embedding.forward(time).to(ComputeType);
        var h = input.forward(cat([Patches(frame.narrow(1, 0, 1)), Patches(noisy)], 1).to(ComputeType));
        if (neighbours is not null)
            h = h + neighbours.forward(Patches(frame.narrow(1, 1, frame.shape[1] - 1)).to(ComputeType));
        var skips = new Stack<Tensor>([h]);
        foreach (var block in encoder)
            skips.Push(h = block.forward(h, timing));
        foreach (var block in middle)
            h = block.forward(h, timing);
        foreach (var block in decoder)
            h = block.forward(block is Upsample ? h : cat([h, skips.Pop()], 1), timing);
        return nn.functional.pixel_shuffle(
            output.forward(nn.functional.silu(outputNorm.forward(h))).to(ScalarType.Float32),
            _options.PatchSize
        );

        Tensor Patches(Tensor image) => nn.functional.pixel_unshuffle(image, _options.PatchSize);
    }

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frame, OnnxValue noisy, OnnxValue time)
    {
        var timing = embedding.Export(graph, time);
        var parts = frame.Shape[1] == 1 ? [frame] : graph.SplitAt(frame, 1, 1, frame.Channels - 1);
        var h = input.Export(
            graph,
            graph.Concatenate(graph.PatchesToChannels(parts[0], _options.PatchSize), graph.PatchesToChannels(noisy, _options.PatchSize))
        );
        if (parts.Length > 1)
            h = graph.Add(h, neighbours!.Export(graph, graph.PatchesToChannels(parts[1], _options.PatchSize)));
        var skips = new Stack<OnnxValue>([h]);
        foreach (var block in encoder)
            skips.Push(h = block.Export(graph, h, timing));
        foreach (var block in middle)
            h = block.Export(graph, h, timing);
        foreach (var block in decoder)
            h = block.Export(graph, block is Upsample ? h : graph.Concatenate(h, skips.Pop()), timing);
        h = output.Export(graph, graph.Silu(outputNorm.Export(graph, h)));
        return graph.ChannelsToPatches(h, _options.PatchSize);
    }
}
