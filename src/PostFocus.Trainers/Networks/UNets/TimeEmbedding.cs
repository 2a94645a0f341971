using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.UNets;

/// <summary>
/// The diffusion time in [0, 1] as sines and cosines of 1000 t (Vaswani et al. 2017, section 3.5; Ho et al. 2020,
/// appendix B), then two linear layers. From times [N] to [N, 4 · width, 1, 1], SiLU applied.
/// </summary>
internal sealed class TimeEmbedding : Block
{
    private const int Expansion = 4;
    private const double Scale = 1000; // t = 1 is step 1000 of the discrete process
    private const double MaxPeriod = 10_000;

    private readonly Convolution first,
        second;
    private readonly Tensor _frequencies; // [1, width / 2]
    private readonly int _width;

    public TimeEmbedding(Generator generator, int width)
        : base(nameof(TimeEmbedding))
    {
        _width = width;
        first = new(generator, width, Outputs(width), 1);
        second = new(generator, Outputs(width), Outputs(width), 1);
        var half = width / 2;
        _frequencies = tensor([.. Enumerable.Range(0, half).Select(i => (float)(Scale * Math.Pow(MaxPeriod, -(double)i / half)))])
            .view(1, half);
        RegisterComponents();
    }

    public static int Outputs(int width) => width * Expansion;

    public override Tensor forward(Tensor input)
    {
        var angles = input.view(-1, 1) * _frequencies;
        var waves = cat([angles.cos(), angles.sin()], 1).view(-1, _width, 1, 1);
        return nn.functional.silu(second.forward(nn.functional.silu(first.forward(waves))));
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var half = _width / 2;
        var angles = graph.Node("Mul", [graph.Reshape(input, OnnxValue.Batch, 1), graph.Constant(_frequencies)], [OnnxValue.Batch, half]);
        var waves = graph.Concatenate(graph.Node("Cos", [angles], angles.Shape), graph.Node("Sin", [angles], angles.Shape));
        var map = graph.Reshape(waves, OnnxValue.Batch, _width, 1, 1);
        return graph.Silu(second.Export(graph, graph.Silu(first.Export(graph, map))));
    }
}
