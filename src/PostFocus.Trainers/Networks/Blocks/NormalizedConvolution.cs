using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>Convolution and batch normalisation, then, unless told otherwise, ReLU.</summary>
public sealed class NormalizedConvolution : Block
{
    private readonly Convolution convolution;
    private readonly BatchNorm2d norm;
    private readonly bool _relu;

    /// <param name="generator">Draws the weights.</param>
    /// <param name="inputs">Channels of a map [N, C, H, W].</param>
    /// <param name="outputs">Channels that it gets.</param>
    /// <param name="kernel">Side of the kernel; the map is padded by half of it.</param>
    /// <param name="stride">Step of the kernel.</param>
    /// <param name="relu">Whether ReLU follows.</param>
    /// <param name="epsilon">What the normalisation adds to the variance.</param>
    public NormalizedConvolution(
        Generator generator,
        int inputs,
        int outputs,
        int kernel,
        int stride = 1,
        bool relu = true,
        double epsilon = 1e-5
    )
        : base(nameof(NormalizedConvolution))
    {
        convolution = new(generator, inputs, outputs, kernel, stride, bias: false);
        norm = BatchNormalization.Create(outputs, epsilon);
        _relu = relu;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var h = norm.forward(convolution.forward(input));
        return _relu ? nn.functional.relu(h) : h;
    }

    /// <inheritdoc/>
    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var h = convolution.Export(graph, input, null, norm);
        return _relu ? graph.Relu(h) : h;
    }
}
