using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>
/// The U-Net of guided diffusion, conditioned on a frame by an input channel. Dhariwal and Nichol: Diffusion Models
/// Beat GANs on Image Synthesis, NeurIPS 2021, section 3; conditioning as in Wolleb et al., MIDL 2022.
/// </summary>
/// <remarks>
/// From a blurred frame [N, 1, H, W] in unit intensities, the state of the diffusion [N, 1, H, W] and its time [N]
/// in [0, 1] to the estimate of the residual [N, 1, H, W]. H and W may be any multiples of patch size · 2^(levels - 1).
/// </remarks>
public sealed class ConditionalUNet : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly TimeEmbedding embedding;
    private readonly Convolution input, output;
    private readonly TorchSharp.Modules.ModuleList<TimedBlock> encoder, middle, decoder;
    private readonly GroupNormalization outputNorm;
    private readonly ConditionalUNetOptions _options;

    /// <summary>A new network with random weights; its last layer is zero, so that it starts by predicting zero.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options do not fit together.</exception>
    public ConditionalUNet(ConditionalUNetOptions options, ulong seed = 0)
        : base(nameof(ConditionalUNet))
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        using var generator = new Generator(seed, CPU);
        int[] widths = [.. options.Multipliers.Select(m => m * options.BaseChannels)];
        var timeWidth = TimeEmbedding.Outputs(options.BaseChannels);
        embedding = new(generator, options.BaseChannels);
        var patch = options.PatchSize * options.PatchSize;
        input = new(generator, 2 * patch, options.BaseChannels, 3);

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
            new ResidualBlock(generator, channels, channels, timeWidth, options.Groups));

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
        output = new(null, channels, patch, 3);
        RegisterComponents();

        ResidualBlock Residual(int inputs, int level) => new(generator, inputs, widths[level], timeWidth,
            options.Groups, options.AttentionLevels.Contains(level) ? options.Heads : 0);
    }

    /// <summary>The type in which layers compute; weights, input and output are float32.</summary>
    internal ScalarType ComputeType { get; set; } = ScalarType.Float32;

    /// <summary>The estimate of the residual.</summary>
    /// <param name="frame">[N, 1, H, W], the blurred frame in unit intensities.</param>
    /// <param name="noisy">[N, 1, H, W], the state of the diffusion.</param>
    /// <param name="time">[N], its time in [0, 1].</param>
    /// <returns>[N, 1, H, W]</returns>
    public override Tensor forward(Tensor frame, Tensor noisy, Tensor time)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(time);
        TensorShape.Check(frame, nameof(frame), -1, 1, -1, -1);
        TensorShape.Check(noisy, nameof(noisy), frame.shape);
        TensorShape.Check(time, nameof(time), frame.shape[0]);
        foreach (var length in frame.shape[2..])
            CheckSize(length, nameof(frame));

        var timing = embedding.forward(time).to(ComputeType);
        var h = input.forward(cat([Patches(frame), Patches(noisy)], 1).to(ComputeType));
        var skips = new Stack<Tensor>([h]);
        foreach (var block in encoder)
            skips.Push(h = block.forward(h, timing));
        foreach (var block in middle)
            h = block.forward(h, timing);
        foreach (var block in decoder)
            h = block.forward(block is Upsample ? h : cat([h, skips.Pop()], 1), timing);
        return nn.functional.pixel_shuffle(
            output.forward(nn.functional.silu(outputNorm.forward(h))).to(ScalarType.Float32), _options.PatchSize);

        Tensor Patches(Tensor image) => nn.functional.pixel_unshuffle(image, _options.PatchSize);
    }

    /// <summary>Takes over the weights of another network of the same options.</summary>
    /// <exception cref="ArgumentException">The other network is of another shape.</exception>
    internal void CopyWeights(ConditionalUNet other)
    {
        using var noGradient = no_grad();
        var (to, from) = (parameters().ToArray(), other.parameters().ToArray());
        if (!to.Select(p => string.Join(' ', p.shape)).SequenceEqual(from.Select(p => string.Join(' ', p.shape))))
            throw new ArgumentException("The weights to start from are of a network of other options.", nameof(other));
        foreach (var (target, source) in to.Zip(from))
            target.copy_(source);
    }

    /// <summary>The trained network as an ONNX file.</summary>
    /// <param name="tileSize">Height and width of its input in pixels.</param>
    /// <param name="halfWeights">Whether weights are stored in float16, at half the size; it computes in float32 all the same.</param>
    /// <returns>
    /// The bytes of the file: inputs <c>frame</c>, <c>noisy</c> [N, 1, T, T] and <c>time</c> [N], output
    /// <c>residual</c> [N, 1, T, T]; N is any number.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not a multiple of patch size · 2^(levels - 1).</exception>
    public byte[] ToOnnx(int tileSize, bool halfWeights = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tileSize);
        CheckSize(tileSize, nameof(tileSize));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var graph = new OnnxGraph(nameof(ConditionalUNet), halfWeights);
        var frame = graph.Input("frame", OnnxValue.Batch, 1, tileSize, tileSize);
        var noisy = graph.Input("noisy", OnnxValue.Batch, 1, tileSize, tileSize);
        var timing = embedding.Export(graph, graph.Input("time", OnnxValue.Batch));

        var h = input.Export(graph, graph.Concatenate(
            graph.PatchesToChannels(frame, _options.PatchSize), graph.PatchesToChannels(noisy, _options.PatchSize)));
        var skips = new Stack<OnnxValue>([h]);
        foreach (var block in encoder)
            skips.Push(h = block.Export(graph, h, timing));
        foreach (var block in middle)
            h = block.Export(graph, h, timing);
        foreach (var block in decoder)
            h = block.Export(graph, block is Upsample ? h : graph.Concatenate(h, skips.Pop()), timing);
        h = output.Export(graph, graph.Silu(outputNorm.Export(graph, h)));
        graph.Output("residual", graph.ChannelsToPatches(h, _options.PatchSize));
        return graph.ToModel();
    }

    private void CheckSize(long length, string name) => Require.That(length % _options.Reduction == 0, length,
        $"Height and width must be multiples of {_options.Reduction}, patch size · 2^(levels - 1).", name);
}
