using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>
/// Transposed convolution with a square kernel whose side is a multiple of the stride: a map of stride times the size, from
/// which the padding is cut off on all sides.
/// </summary>
/// <remarks>
/// Computed as a convolution of stride 1 to the stride × stride pixels of each place as channels, as <see cref="Convolution"/>
/// avoids what libtorch does wrong.
/// </remarks>
public sealed class TransposedConvolution : Block
{
    private readonly Parameter weight; // [inputs, outputs, kernel, kernel]
    private readonly Parameter bias;
    private readonly int _stride,
        _padding;

    /// <param name="generator">Draws the weights.</param>
    /// <param name="inputs">Channels of a map [N, C, H, W].</param>
    /// <param name="outputs">Channels that it gets.</param>
    /// <param name="kernel">Side of the kernel, a multiple of the stride.</param>
    /// <param name="stride">How many times larger the map becomes.</param>
    /// <param name="padding">Pixels cut off on each side.</param>
    public TransposedConvolution(Generator generator, int inputs, int outputs, int kernel, int stride, int padding = 0)
        : base(nameof(TransposedConvolution))
    {
        (_stride, _padding) = (stride, padding);
        var reach = kernel / stride; // inputs that an output sees along a side
        weight = Initialization.Uniform(generator, inputs * reach * reach, inputs, outputs, kernel, kernel);
        bias = Initialization.Uniform(generator, inputs * reach * reach, outputs);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        // Along a side, output stride·m + a is the sum over j of input m − j times weight stride·j + a.
        var kernel = nn.functional.pixel_unshuffle(weight.to(input.dtype), _stride).flip(2, 3).transpose(0, 1);
        var places = Convolution.InFullBlocks(input, kernel, null, padding: kernel.shape[2] - 1);
        var map = nn.functional.pixel_shuffle(places, _stride);
        if (_padding > 0)
            map = map.slice(2, _padding, map.shape[2] - _padding, 1).slice(3, _padding, map.shape[3] - _padding, 1);
        return map + bias.to(input.dtype).view(-1, 1, 1);
    }

    /// <inheritdoc/>
    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) =>
        graph.TransposedConvolution(input, graph.Weight(weight), graph.Weight(bias), _stride, _padding);
}
