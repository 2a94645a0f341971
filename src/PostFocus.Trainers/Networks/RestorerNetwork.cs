using PostFocus.Trainers.Onnx;
using PostFocus.Transforms.Restoration;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>A network that restores blurred frames: the estimate of a diffusion, or of a regression.</summary>
/// <remarks>
/// From a blurred frame [N, 1, H, W] in unit intensities (black −1, white +1), the state of the diffusion [N, 1, H, W] and
/// its time [N] in [0, 1] to the estimate [N, 1, H, W]. H and W may be any multiples of what the options ask for. An
/// architecture computes this and emits the same as ONNX.
/// </remarks>
public abstract class RestorerNetwork : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly RestorerNetworkOptions _options;

    private protected RestorerNetwork(string name, RestorerNetworkOptions options)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>The type in which layers compute; weights, input and output are float32.</summary>
    internal ScalarType ComputeType { get; set; } = ScalarType.Float32;

    /// <summary>The estimate.</summary>
    /// <param name="frame">[N, 1, H, W], the blurred frame in unit intensities.</param>
    /// <param name="noisy">[N, 1, H, W], the state of the diffusion.</param>
    /// <param name="time">[N], its time in [0, 1].</param>
    /// <returns>
    /// [N, 1, H, W]; [N, 2, H, W] where the network learns the variance of the diffusion's steps, the second map being the
    /// share v of the larger bound in its logarithm (Nichol and Dhariwal 2021, eq. 15), mostly between 0 and 1.
    /// </returns>
    public sealed override Tensor forward(Tensor frame, Tensor noisy, Tensor time)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(time);
        TensorShape.Check(frame, nameof(frame), -1, 1, -1, -1);
        TensorShape.Check(noisy, nameof(noisy), frame.shape);
        TensorShape.Check(time, nameof(time), frame.shape[0]);
        foreach (var length in frame.shape[2..])
            CheckSize(length, nameof(frame));
        var output = Compute(frame, noisy, time);
        return _options.TellsVariance ? cat([output.narrow(1, 0, 1), (output.narrow(1, 1, 1) + 1) / 2], 1) : output;
    }

    /// <summary>The trained network as an ONNX file.</summary>
    /// <param name="tileSize">Height and width of its input in pixels.</param>
    /// <param name="halfWeights">Whether weights are stored in float16, at half the size; it computes in float32 all the same.</param>
    /// <returns>
    /// The bytes of the file: inputs <c>frame</c>, <c>noisy</c> [N, 1, T, T] and <c>time</c> [N], output
    /// <c>residual</c> [N, 1, T, T], and <c>variance</c> [N, 1, T, T] where the network learns it; N is any number.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not a multiple of what the options ask for.</exception>
    public byte[] ToOnnx(int tileSize, bool halfWeights = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tileSize);
        CheckSize(tileSize, nameof(tileSize));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var graph = new OnnxGraph(GetName(), halfWeights);
        var frame = graph.Input("frame", OnnxValue.Batch, 1, tileSize, tileSize);
        var noisy = graph.Input("noisy", OnnxValue.Batch, 1, tileSize, tileSize);
        var output = Export(graph, frame, noisy, graph.Input("time", OnnxValue.Batch));
        if (_options.TellsVariance)
        {
            var parts = graph.Split(output, axis: 1, parts: 2);
            graph.Output(RestorationModel.EstimateOutput, parts[0]);
            graph.Output(RestorationModel.VarianceOutput, graph.Multiply(graph.Add(parts[1], graph.Constant(1f)), graph.Constant(0.5f)));
        }
        else
        {
            graph.Output(RestorationModel.EstimateOutput, output);
        }
        return graph.ToModel();
    }

    /// <summary>Takes over the weights of another network of the same options.</summary>
    /// <exception cref="ArgumentException">The other network is of another shape.</exception>
    internal void CopyWeights(RestorerNetwork other)
    {
        using var noGradient = no_grad();
        var (to, from) = (parameters().ToArray(), other.parameters().ToArray());
        if (!to.Select(p => string.Join(' ', p.shape)).SequenceEqual(from.Select(p => string.Join(' ', p.shape))))
            throw new ArgumentException("The weights to start from are of a network of other options.", nameof(other));
        foreach (var (target, source) in to.Zip(from))
            target.copy_(source);
    }

    /// <summary>
    /// From [N, 1, H, W], [N, 1, H, W] and [N] to [N, 1, H, W], all float32; where the variance is learnt, to
    /// [N, 2, H, W] with 2v − 1 behind the estimate.
    /// </summary>
    private protected abstract Tensor Compute(Tensor frame, Tensor noisy, Tensor time);

    /// <summary>Emits <see cref="Compute"/> in evaluation mode.</summary>
    private protected abstract OnnxValue Export(OnnxGraph graph, OnnxValue frame, OnnxValue noisy, OnnxValue time);

    private void CheckSize(long length, string name) => Require.That(length % _options.Reduction == 0, length,
        $"Height and width must be multiples of {_options.Reduction}.", name);
}
