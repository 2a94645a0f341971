using PostFocus.Imaging;
using PostFocus.Trainers.Onnx;
using PostFocus.Transforms.Segmentation;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>A network that finds cells as star-convex polygons (Schmidt et al., MICCAI 2018).</summary>
/// <remarks>
/// From grey frames [N, 1, H, W] in unit intensities (black −1, white +1) to [N, 1 + rays, H / grid, W / grid]: for every square of
/// grid × grid pixels the logit of a cell, and from its middle the distances in pixels to the cell's outline. H and W may be any
/// multiples of what the options ask for. An architecture computes this and emits the same as ONNX; its constructor must end with
/// <c>RegisterComponents()</c>, or its weights are not known.
/// </remarks>
public abstract class SegmenterNetwork : nn.Module<Tensor, Tensor>, ITrainable
{
    private readonly SegmenterNetworkOptions _options;

    /// <param name="name">Name of the architecture, for messages and the ONNX file.</param>
    /// <param name="options">What it was made from.</param>
    /// <exception cref="ArgumentException">The options do not fit together.</exception>
    protected SegmenterNetwork(string name, SegmenterNetworkOptions options)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>The type in which layers compute; weights, input and output are float32.</summary>
    protected ScalarType ComputeType { get; private set; } = ScalarType.Float32;

    ScalarType ITrainable.ComputeType
    {
        set => ComputeType = value;
    }

    /// <summary>The polygons of all places.</summary>
    /// <param name="frames">[N, 1, H, W], unit intensities.</param>
    /// <returns>[N, 1 + rays, H / grid, W / grid]: the logit of a cell, then distances in pixels.</returns>
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    /// <exception cref="PostFocusException"><see cref="Compute"/> gave another shape than it must.</exception>
    public sealed override Tensor forward(Tensor frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        TensorShape.Check(frames, nameof(frames), -1, 1, -1, -1);
        foreach (var length in frames.shape[2..])
            TensorShape.CheckMultiple(length, _options.Reduction, nameof(frames));
        var output = Compute(frames.to(ComputeType)).to(ScalarType.Float32);
        var (height, width) = (frames.shape[2] / _options.Grid, frames.shape[3] / _options.Grid);
        TensorShape.CheckResult(GetName(), nameof(Compute), output.shape, frames.shape[0], _options.Outputs, height, width);
        return output;
    }

    /// <summary>The trained network as an ONNX file.</summary>
    /// <param name="tileSize">Height and width of its input in pixels.</param>
    /// <param name="halfWeights">Whether weights are stored in float16, at half the size; it computes in float32 all the same.</param>
    /// <returns>
    /// The bytes of the file: input <c>frame</c> [N, 1, T, T], output <c>polygons</c> [N, 1 + rays, T / grid, T / grid]; N is any number.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not a multiple of what the options ask for.</exception>
    /// <exception cref="PostFocusException"><see cref="Export"/> gave another shape than it must.</exception>
    public byte[] ToOnnx(int tileSize, bool halfWeights = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tileSize);
        TensorShape.CheckMultiple(tileSize, _options.Reduction, nameof(tileSize));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return Graph(tileSize, halfWeights).ToModel();
    }

    /// <summary>Sets the weights to those of an ONNX file of <see cref="ToOnnx"/>, of any tile size, to start a training from.</summary>
    /// <remarks>Tensors are matched by their order and shapes, names do not count.</remarks>
    /// <param name="onnx">The bytes of the file; its weights must be inside of it, in float32 or float16.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="PostFocusException">It is not an ONNX file, or is one of another network; the network is unchanged.</exception>
    public void LoadWeights(ReadOnlyMemory<byte> onnx, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        NetworkWeights.Load(this, () => Graph(_options.Reduction, halfWeights: false), onnx, source);
    }

    private OnnxGraph Graph(int tileSize, bool halfWeights)
    {
        var graph = new OnnxGraph(GetName(), halfWeights) { Metadata = { [NetworkDescription.Key] = NetworkDescription.Of(_options) } };
        var output = Export(graph, graph.Input("frame", OnnxValue.Batch, 1, tileSize, tileSize));
        var side = tileSize / _options.Grid;
        TensorShape.CheckResult(GetName(), nameof(Export), output.Shape, OnnxValue.Batch, _options.Outputs, side, side);
        graph.Output(SegmentationModel.PolygonsOutput, output);
        return graph;
    }

    /// <summary>The polygons of all places.</summary>
    /// <param name="frames">[N, 1, H, W] of <see cref="ComputeType"/>, unit intensities.</param>
    /// <returns>[N, 1 + rays, H / grid, W / grid], logits and distances in pixels; of any type.</returns>
    protected abstract Tensor Compute(Tensor frames);

    /// <summary>Emits <see cref="Compute"/> in evaluation mode.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="frames">[N, 1, T, T]</param>
    /// <returns>[N, 1 + rays, T / grid, T / grid]</returns>
    protected abstract OnnxValue Export(OnnxGraph graph, OnnxValue frames);
}
