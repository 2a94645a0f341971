using PostFocus.Imaging;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Torch;
using PostFocus.Transforms.Restoration;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>A network that restores blurred frames: the estimate of a diffusion, or of a regression.</summary>
/// <remarks>
/// From a blurred frame [N, 1, H, W] in unit intensities (black −1, white +1), the state of the diffusion [N, 1, H, W] and
/// its time [N] in [0, 1] to the estimate [N, 1, H, W]; regressions do not look at state and time. A network that looks at
/// neighbouring frames has them as four more channels of the frame (<see cref="RestorationModel.UsesNeighbours"/>). H and W may
/// be any multiples of what the options ask for. An architecture computes this and emits the same as ONNX; its constructor must
/// end with <c>RegisterComponents()</c>, or its weights are not known.
/// </remarks>
public abstract class RestorerNetwork : nn.Module<Tensor, Tensor, Tensor, Tensor>, ITrainable
{
    private readonly RestorerNetworkOptions _options;

    /// <param name="name">Name of the architecture, for messages and the ONNX file.</param>
    /// <param name="options">What it was made from.</param>
    /// <exception cref="ArgumentException">The options do not fit together.</exception>
    protected RestorerNetwork(string name, RestorerNetworkOptions options)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>Numbers that training sets, those of auxiliary heads among them.</summary>
    public long ParameterCount => NetworkWeights.Count(this);

    /// <summary>The type in which layers compute; weights, input and output are float32.</summary>
    protected ScalarType ComputeType { get; private set; } = ScalarType.Float32;

    ScalarType ITrainable.ComputeType
    {
        set => ComputeType = value;
    }

    /// <summary>The estimate.</summary>
    /// <param name="frame">[N, 1, H, W], the blurred frame in unit intensities; with its neighbours [N, 5, H, W].</param>
    /// <param name="noisy">[N, 1, H, W], the state of the diffusion.</param>
    /// <param name="time">[N], its time in [0, 1].</param>
    /// <returns>
    /// [N, 1, H, W]; [N, 2, H, W] where the network learns the variance of the diffusion's steps, the second map being the
    /// share v of the larger bound in its logarithm (Nichol and Dhariwal 2021, eq. 15), mostly between 0 and 1.
    /// </returns>
    /// <exception cref="ArgumentException">A tensor has another shape.</exception>
    /// <exception cref="PostFocusException"><see cref="Compute"/> gave another shape than it must.</exception>
    public sealed override Tensor forward(Tensor frame, Tensor noisy, Tensor time)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(time);
        TensorShape.Check(frame, nameof(frame), -1, _options.FrameChannels, -1, -1);
        TensorShape.Check(noisy, nameof(noisy), frame.shape[0], 1, frame.shape[2], frame.shape[3]);
        TensorShape.Check(time, nameof(time), frame.shape[0]);
        foreach (var length in frame.shape[2..])
            TensorShape.CheckMultiple(length, _options.Reduction, nameof(frame));
        var output = Compute(frame, noisy, time);
        TensorShape.CheckResult(GetName(), nameof(Compute), output.shape, frame.shape[0], OutputChannels, frame.shape[2], frame.shape[3]);
        return _options.TellsVariance ? cat([output.narrow(1, 0, 1), output.narrow(1, 1, 1).Plus(1).Times(0.5)], 1) : output;
    }

    /// <summary>The estimate of a regression, from the frame alone: the state is zero, the time 1.</summary>
    /// <param name="frame">[N, 1, H, W], the blurred frame in unit intensities; with its neighbours [N, 5, H, W].</param>
    /// <returns>[N, 1, H, W]</returns>
    public Tensor forward(Tensor frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return forward(frame, zeros_like(frame.narrow(1, 0, 1)), ones(frame.shape[0], device: frame.device));
    }

    /// <summary>The trained network as an ONNX file.</summary>
    /// <param name="tileSize">Height and width of its input in pixels.</param>
    /// <param name="halfWeights">Whether weights are stored in float16, at half the size; it computes in float32 all the same.</param>
    /// <param name="regression">Whether the frame is its only input; networks that take no state are always such.</param>
    /// <returns>
    /// The bytes of the file: inputs <c>frame</c>, <c>noisy</c> [N, 1, T, T] and <c>time</c> [N], or only the first, output
    /// <c>residual</c> [N, 1, T, T], and <c>variance</c> [N, 1, T, T] where the network learns it; N is any number.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not a multiple of what the options ask for.</exception>
    /// <exception cref="PostFocusException"><see cref="Export"/> gave another shape than it must.</exception>
    public byte[] ToOnnx(int tileSize, bool halfWeights = false, bool regression = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tileSize);
        TensorShape.CheckMultiple(tileSize, _options.Reduction, nameof(tileSize));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return Graph(tileSize, halfWeights, regression || !_options.TakesState, _options.FrameChannels).ToModel();
    }

    /// <summary>Sets the weights to those of an ONNX file, to start a training from.</summary>
    /// <remarks>
    /// Read are files of <see cref="ToOnnx"/> of the same architecture and size, of any tile size, from a regression or a diffusion
    /// alike. Tensors are matched by their order and shapes, names do not count. A network that looks at neighbours also starts from
    /// one that does not, and at first computes the same.
    /// </remarks>
    /// <param name="onnx">The bytes of the file; its weights must be inside of it, in float32 or float16.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="PostFocusException">It is not an ONNX file, or is one of another network; the network is unchanged.</exception>
    public void LoadWeights(ReadOnlyMemory<byte> onnx, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            Load(_options.FrameChannels);
        }
        catch (PostFocusException) when (_options.UsesNeighbours)
        {
            Load(frameChannels: 1);
        }

        // The weights do not depend on the tile, nor on whether a state is told.
        void Load(int frameChannels) =>
            NetworkWeights.Load(this, () => Graph(_options.Reduction, halfWeights: false, regression: true, frameChannels), onnx, source);
    }

    private OnnxGraph Graph(int tileSize, bool halfWeights, bool regression, int frameChannels)
    {
        var graph = new OnnxGraph(GetName(), halfWeights) { Metadata = { [NetworkDescription.Key] = NetworkDescription.Of(_options) } };
        var frame = graph.Input("frame", OnnxValue.Batch, frameChannels, tileSize, tileSize);
        var output = regression
            ? ExportRegression(graph, frame)
            : Export(graph, frame, graph.Input("noisy", OnnxValue.Batch, 1, tileSize, tileSize), graph.Input("time", OnnxValue.Batch));
        TensorShape.CheckResult(GetName(), nameof(Export), output.Shape, OnnxValue.Batch, OutputChannels, tileSize, tileSize);
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
        return graph;
    }

    private int OutputChannels => _options.TellsVariance ? 2 : 1;

    /// <summary>The estimate; all tensors are float32, whatever layers compute in.</summary>
    /// <param name="frame">[N, 1, H, W], the blurred frame in unit intensities; with its neighbours [N, 5, H, W].</param>
    /// <param name="noisy">[N, 1, H, W], the state of the diffusion.</param>
    /// <param name="time">[N], its time in [0, 1].</param>
    /// <returns>[N, 1, H, W]; where the variance is learnt, [N, 2, H, W] with 2v − 1 behind the estimate.</returns>
    protected abstract Tensor Compute(Tensor frame, Tensor noisy, Tensor time);

    /// <summary>Emits <see cref="Compute"/> in evaluation mode.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="frame">[N, 1, T, T]; with its neighbours [N, 5, T, T].</param>
    /// <param name="noisy">[N, 1, T, T]</param>
    /// <param name="time">[N]</param>
    /// <returns>[N, 1, T, T]; where the variance is learnt, [N, 2, T, T].</returns>
    protected abstract OnnxValue Export(OnnxGraph graph, OnnxValue frame, OnnxValue noisy, OnnxValue time);

    /// <summary>Emits the estimate from the frame alone: the state is zero, the time 1.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="frame">[N, 1, T, T]; with its neighbours [N, 5, T, T].</param>
    /// <returns>As of <see cref="Export"/>.</returns>
    protected virtual OnnxValue ExportRegression(OnnxGraph graph, OnnxValue frame)
    {
        var image = frame.Shape[1] == 1 ? frame : graph.SplitAt(frame, 1, 1, frame.Shape[1] - 1)[0];
        return Export(graph, frame, graph.Zeros(image), graph.Ones(frame));
    }
}
