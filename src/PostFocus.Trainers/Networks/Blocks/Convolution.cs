using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>
/// Convolution with a square kernel, padded by half of it unless told otherwise. Weights stay in float32 and follow the input's
/// type in the computation, so that a bfloat16 input makes a mixed-precision network.
/// </summary>
/// <remarks>With kernel 1 it serves as linear layer on [N, C, 1, 1]: as a convolution, ONNX Runtime computes
/// each item of a batch by itself, so that an item's bits do not depend on the length of the batch.</remarks>
public sealed class Convolution : Block
{
    private const int ChannelBlock = 16;

    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly int _stride,
        _padding,
        _groups;

    /// <param name="generator">Draws the weights; null starts with zeros, as last layers do.</param>
    /// <param name="inputs">Channels of a map [N, C, H, W].</param>
    /// <param name="outputs">Channels that it gets.</param>
    /// <param name="kernel">Side of the kernel.</param>
    /// <param name="stride">Step of the kernel.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether something is added to each channel.</param>
    /// <param name="padding">Zeros on each side of the map; null: half of the kernel.</param>
    public Convolution(
        Generator? generator,
        int inputs,
        int outputs,
        int kernel,
        int stride = 1,
        int groups = 1,
        bool bias = true,
        int? padding = null
    )
        : base(nameof(Convolution))
    {
        (_stride, _padding, _groups) = (stride, padding ?? kernel / 2, groups);
        long[] shape = [outputs, inputs / groups, kernel, kernel];
        var fanIn = inputs / groups * kernel * kernel;
        weight = generator is null ? Initialization.Constant(0, shape) : Initialization.Uniform(generator, fanIn, shape);
        if (bias)
            this.bias = generator is null ? Initialization.Constant(0, outputs) : Initialization.Uniform(generator, fanIn, outputs);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var type = input.dtype;
        if (_groups > 1)
            return nn.functional.conv2d(input, weight.to(type), bias?.to(type), [_stride, _stride], [_padding, _padding], groups: _groups);
        var (x, w, padding) = WithoutStride(input, weight.to(type));
        return InFullBlocks(x, w, bias?.to(type), padding);
    }

    /// <summary>A convolution of stride 1, see <see cref="Missing"/>.</summary>
    internal static Tensor InFullBlocks(Tensor input, Tensor kernel, Tensor? bias, long padding)
    {
        var (inputs, outputs) = (Missing(kernel.shape[1]), Missing(kernel.shape[0]));
        var result = nn.functional.conv2d(
            Pad(input, 0, 0, 0, 0, 0, inputs),
            Pad(kernel, 0, 0, 0, 0, 0, inputs, 0, outputs),
            bias is null ? null : Pad(bias, 0, outputs),
            padding: [padding, padding]
        );
        return outputs > 0 ? result.narrow(1, 0, kernel.shape[0]) : result;
    }

    /// <summary>
    /// The same convolution with stride 1: a patch of stride × stride pixels becomes channels of one pixel, in the input and,
    /// filled up with zeros, in the kernel.
    /// </summary>
    private (Tensor Input, Tensor Weight, long Padding) WithoutStride(Tensor input, Tensor kernel)
    {
        if (_stride == 1)
            return (input, kernel, _padding);
        var side = kernel.shape[2];
        if (side == 1 && _padding == 0)
            return (input.slice(2, 0, long.MaxValue, _stride).slice(3, 0, long.MaxValue, _stride), kernel, 0);
        var missing = (_stride - side % _stride) % _stride;
        var (bottom, right) = (After(input.shape[2]), After(input.shape[3]));
        var patches = nn.functional.pixel_unshuffle(Pad(input, _padding, right, _padding, bottom), _stride);
        return (patches, nn.functional.pixel_unshuffle(Pad(kernel, 0, missing, 0, missing), _stride), 0);

        // Negative where the last pixels fill no stride and are cut off.
        long After(long length) => (length + 2 * _padding - side) / _stride * _stride + side + missing - length - _padding;
    }

    private static Tensor Pad(Tensor tensor, params long[] sides) => sides.Any(s => s != 0) ? nn.functional.pad(tensor, sides) : tensor;

    /// <summary>Channels that complete the last block.</summary>
    /// <remarks>
    /// On recent processors (AMD family 26) the CPU convolutions of libtorch 2.10 read past the channels of a block of 16
    /// that is not full, which gives wrong values and gradients, and gradients of some strided ones are wrong whatever
    /// the channels. So blocks are filled with zeros, and the stride is always 1.
    /// </remarks>
    private static long Missing(long channels) => (ChannelBlock - channels % ChannelBlock) % ChannelBlock;

    /// <inheritdoc/>
    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) => Export(graph, input, null, null);

    /// <summary>
    /// Emits the convolution with the batch normalisations around it folded into its weights. The one
    /// before is possible with kernel 1 only: otherwise the padding would be shifted too.
    /// </summary>
    internal OnnxValue Export(OnnxGraph graph, OnnxValue input, BatchNorm2d? before, BatchNorm2d? after)
    {
        var (w, b) = Folded(before, after);
        // Settings that norms have when weights are loaded stay, so that a training goes on with them.
        var kernel = graph.Weight(w, value => weight.copy_(Unfolded(value, before, after)));
        var shift = after?.bias ?? bias;
        if (before is not null && shift is null)
            throw new InvalidOperationException("The convolution has nothing that shifts its results.");
        foreach (var norm in new[] { before, after }.OfType<BatchNorm2d>())
            graph.Folded.Add(norm);
        return graph.Convolution(
            input,
            kernel,
            shift is null ? null : graph.Weight(b, value => shift.copy_(value + (shift - Folded(before, after).Bias))),
            _stride,
            _padding,
            _groups
        );
    }

    private (Tensor Weight, Tensor Bias) Folded(BatchNorm2d? before, BatchNorm2d? after)
    {
        Tensor w = weight,
            b = bias is null ? zeros(weight.shape[0], device: weight.device) : bias;
        if (before is not null)
        {
            var (scale, shift) = before.Affine();
            b = b + (w * shift.view(1, -1, 1, 1)).sum([1, 2, 3]);
            w = w * scale.view(1, -1, 1, 1);
        }
        if (after is not null)
        {
            var (scale, shift) = after.Affine();
            w = w * scale.view(-1, 1, 1, 1);
            b = b * scale + shift;
        }
        return (w, b);
    }

    /// <summary>The weights that fold to these; zero where a norm lets nothing through.</summary>
    private static Tensor Unfolded(Tensor folded, BatchNorm2d? before, BatchNorm2d? after)
    {
        if (before is not null)
            folded = folded / before.Affine().Scale.view(1, -1, 1, 1);
        if (after is not null)
            folded = folded / after.Affine().Scale.view(-1, 1, 1, 1);
        return folded.nan_to_num(0, 0, 0);
    }
}
