using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>
/// Convolution with a square kernel, padded by half of it. Weights stay in float32 and follow the input's
/// type in the computation, so that a bfloat16 input makes a mixed-precision network.
/// </summary>
/// <remarks>With kernel 1 it serves as linear layer on [N, C, 1, 1]: as a convolution, ONNX Runtime computes
/// each item of a batch by itself, so that an item's bits do not depend on the length of the batch.</remarks>
internal sealed class Convolution : Block
{
    private const int ChannelBlock = 16;

    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly int _stride, _padding, _groups;

    /// <remarks>A null generator starts with zeros.</remarks>
    public Convolution(
        Generator? generator, int inputs, int outputs, int kernel, int stride = 1, int groups = 1, bool bias = true)
        : base(nameof(Convolution))
    {
        (_stride, _padding, _groups) = (stride, kernel / 2, groups);
        long[] shape = [outputs, inputs / groups, kernel, kernel];
        var fanIn = inputs / groups * kernel * kernel;
        weight = generator is null ? Initialization.Constant(0, shape) : Initialization.Uniform(generator, fanIn, shape);
        if (bias)
            this.bias = generator is null ? Initialization.Constant(0, outputs) : Initialization.Uniform(generator, fanIn, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var type = input.dtype;
        if (_groups > 1)
            return nn.functional.conv2d(input, weight.to(type), bias?.to(type), [_stride, _stride], [_padding, _padding], groups: _groups);
        var (inputs, outputs) = (Missing(weight.shape[1]), Missing(weight.shape[0]));
        var result = nn.functional.conv2d(
            Pad(input, 0, 0, 0, 0, 0, inputs),
            Pad(weight.to(type), 0, 0, 0, 0, 0, inputs, 0, outputs),
            bias is null ? null : Pad(bias.to(type), 0, outputs),
            padding: [_padding, _padding]);
        if (outputs > 0)
            result = result.narrow(1, 0, weight.shape[0]);
        return _stride == 1 ? result : result.slice(2, 0, long.MaxValue, _stride).slice(3, 0, long.MaxValue, _stride);

        static Tensor Pad(Tensor tensor, params long[] sides) => sides.Any(s => s > 0) ? nn.functional.pad(tensor, sides) : tensor;
    }

    /// <summary>Channels that complete the last block.</summary>
    /// <remarks>
    /// On recent processors (AMD family 26) the CPU convolutions of libtorch 2.10 read past the channels of a block of 16
    /// that is not full, which gives wrong values and gradients, and gradients of some strided ones are wrong whatever
    /// the channels. So blocks are filled with zeros, and a stride is a choice among the results of stride 1.
    /// </remarks>
    private static long Missing(long channels) => (ChannelBlock - channels % ChannelBlock) % ChannelBlock;

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) => Export(graph, input, null, null);

    /// <summary>
    /// Emits the convolution with the batch normalisations around it folded into its weights. The one
    /// before is possible with kernel 1 only: otherwise the padding would be shifted too.
    /// </summary>
    public OnnxValue Export(OnnxGraph graph, OnnxValue input, BatchNorm2d? before, BatchNorm2d? after)
    {
        Tensor w = weight, b = bias is null ? zeros(weight.shape[0], device: weight.device) : bias;
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
        var hasBias = bias is not null || before is not null || after is not null;
        return graph.Convolution(input, w, hasBias ? b : null, _stride, _padding, _groups);
    }
}
