using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.UNets;

/// <summary>Halves height and width by a strided convolution. The time plays no part.</summary>
internal sealed class Downsample : TimedBlock
{
    private readonly Convolution convolution;

    public Downsample(Generator generator, int channels)
        : base(nameof(Downsample))
    {
        convolution = new(generator, channels, channels, 3, stride: 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor time) => convolution.forward(input);

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input, OnnxValue time) => convolution.Export(graph, input);
}

/// <summary>Doubles height and width by repetition, then smooths by a convolution. The time plays no part.</summary>
internal sealed class Upsample : TimedBlock
{
    private readonly Convolution convolution;

    public Upsample(Generator generator, int channels)
        : base(nameof(Upsample))
    {
        convolution = new(generator, channels, channels, 3);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor time) =>
        convolution.forward(nn.functional.interpolate(input, scale_factor: [2, 2], mode: InterpolationMode.Nearest));

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input, OnnxValue time) =>
        convolution.Export(graph, graph.UpsampleNearest(input));
}
