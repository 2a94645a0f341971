using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Torch;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>
/// A grey frame as the channels of a first layer: on request standardised, then each channel with its own scale and shift; nothing is
/// learnt.
/// </summary>
internal sealed class InputNormalization
{
    // Means and standard deviations of red, green and blue over ImageNet, on intensities from 0 to 1 (as torchvision states them).
    private static readonly float[] s_means = [0.485f, 0.456f, 0.406f],
        s_deviations = [0.229f, 0.224f, 0.225f];

    // What frames of nanowells have, mapped to unit intensities; so that weights learnt without standardisation still serve.
    private const double StandardDeviation = 0.4;

    // Of the variance: frames with less than a hundredth of the range in them are not blown up to noise.
    private const double Epsilon = 1e-4;

    private readonly bool _standardizes;
    private readonly float[] _scales,
        _shifts;

    public InputNormalization(ClassifierNetworkOptions options)
    {
        _standardizes = options.StandardizesFrames;
        int[] channels = options.InputChannels == 1 ? [1] : [0, 1, 2];
        // From unit intensities u, (u + 1) / 2 is what the figures are about.
        _scales = [.. channels.Select(c => options.ImageNetNormalization ? 0.5f / s_deviations[c] : 1)];
        _shifts = [.. channels.Select(c => options.ImageNetNormalization ? (0.5f - s_means[c]) / s_deviations[c] : 0)];
    }

    private bool IsIdentity => _scales is [1] && _shifts is [0];

    public Tensor Forward(Tensor frames)
    {
        if (_standardizes)
            frames = nn.functional.instance_norm(frames, eps: Epsilon).Times(StandardDeviation);
        return IsIdentity ? frames : frames * Channels(_scales, frames) + Channels(_shifts, frames);
    }

    public OnnxValue Export(OnnxGraph graph, OnnxValue frames)
    {
        if (_standardizes)
        {
            var standard = graph.NormalizeGroups(frames, 1, Epsilon);
            frames = graph.Node("Mul", [standard, graph.Constant(Numbers.Constant(StandardDeviation, 1))], frames.Shape);
        }
        if (IsIdentity)
            return frames;
        var shape = frames.Shape.ToArray();
        shape[1] = _scales.Length;
        var scaled = graph.Node("Mul", [frames, graph.Constant(Channels(_scales))], shape);
        return graph.Node("Add", [scaled, graph.Constant(Channels(_shifts))], shape);
    }

    private static Tensor Channels(float[] values, Tensor like) => Channels(values).to(like.device).to(like.dtype);

    private static Tensor Channels(float[] values) => tensor(values).view(1, -1, 1, 1);
}
