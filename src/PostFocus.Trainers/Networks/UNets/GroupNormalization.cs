using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.UNets;

/// <summary>Group normalisation (Wu and He 2018), which treats each item of a batch by itself.</summary>
internal sealed class GroupNormalization : Block
{
    private const double Epsilon = 1e-5;
    private readonly Parameter weight,
        bias;
    private readonly int _groups;

    public GroupNormalization(int groups, int channels)
        : base(nameof(GroupNormalization))
    {
        _groups = groups;
        weight = Initialization.Constant(1, channels);
        bias = Initialization.Constant(0, channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) =>
        nn.functional.group_norm(input, _groups, weight.to(input.dtype), bias.to(input.dtype), Epsilon);

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var (scale, shift) = Affine(graph);
        return Apply(graph, input, scale, shift);
    }

    /// <summary>Emits GN(x) (1 + scale) + shift, with both affine maps joined while they are still small.</summary>
    public OnnxValue Export(OnnxGraph graph, OnnxValue input, OnnxValue scale, OnnxValue shift)
    {
        var (ownScale, ownShift) = Affine(graph);
        var factor = graph.Add(scale, graph.Constant(1f));
        var offset = graph.Add(graph.Multiply(factor, ownShift), shift);
        return Apply(graph, input, graph.Multiply(factor, ownScale), offset);
    }

    private OnnxValue Apply(OnnxGraph graph, OnnxValue input, OnnxValue scale, OnnxValue shift) =>
        graph.Add(graph.Multiply(graph.NormalizeGroups(input, _groups, Epsilon), scale), shift);

    private (OnnxValue Scale, OnnxValue Shift) Affine(OnnxGraph graph) =>
        (
            graph.Weight(weight.view(-1, 1, 1), value => weight.copy_(value.view(-1))),
            graph.Weight(bias.view(-1, 1, 1), value => bias.copy_(value.view(-1)))
        );
}
