using PostFocus.Imaging;
using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using PostFocus.Transforms.Classification;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>A network that finds out-of-focus frames, and optionally estimates how far they are from focus.</summary>
/// <remarks>
/// From grey frames [N, 1, S, S] in unit intensities (black −1, white +1) to [N, outputs]: the classes' logits, then, with
/// <see cref="ClassifierNetworkOptions.EstimatesDefocus"/>, |z| in units of <see cref="DefocusUnitMicrons"/> and the logit
/// of z &gt; 0. An architecture computes from the channels of a first layer to the outputs and emits the same as ONNX; its constructor
/// must end with <c>RegisterComponents()</c>, or its weights are not known.
/// </remarks>
public abstract class ClassifierNetwork : nn.Module<Tensor, Tensor>, ITrainable, IDropoutSource
{
    /// <summary>The distance from focus that the second head counts as 1, µm.</summary>
    public const double DefocusUnitMicrons = FocusModel.DefocusUnitMicrons;

    private readonly ClassifierNetworkOptions _options;
    private readonly InputNormalization _normalization;
    private int _dropouts;

    /// <param name="name">Name of the architecture, for messages and the ONNX file.</param>
    /// <param name="options">What it was made from.</param>
    /// <exception cref="ArgumentException">The options do not fit together.</exception>
    protected ClassifierNetwork(string name, ClassifierNetworkOptions options)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, _normalization) = (options, new(options));
    }

    /// <summary>Draws the masks of dropout, which is active in training mode only; to be set before each training step.</summary>
    internal ulong DropoutSeed { get; set; }

    bool IDropoutSource.IsTraining => training;

    ulong IDropoutSource.DropoutSeed => DropoutSeed;

    /// <summary>Numbers that training sets, those of auxiliary heads among them.</summary>
    public long ParameterCount => NetworkWeights.Count(this);

    /// <summary>The type in which layers compute; weights, input and output are float32.</summary>
    protected ScalarType ComputeType { get; private set; } = ScalarType.Float32;

    ScalarType ITrainable.ComputeType
    {
        set => ComputeType = value;
    }

    /// <summary>Logits of the classes, and what the second head says.</summary>
    /// <param name="input">[N, 1, S, S], unit intensities.</param>
    /// <returns>[N, outputs]</returns>
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    /// <exception cref="PostFocusException"><see cref="Compute"/> gave another shape than it must.</exception>
    public sealed override Tensor forward(Tensor input)
    {
        var outputs = Compute(Enter(input));
        TensorShape.CheckResult(GetName(), nameof(Compute), outputs.shape, input.shape[0], _options.Outputs);
        return outputs.to(ScalarType.Float32);
    }

    /// <summary>The trained network, as it computes in evaluation mode, as an ONNX file.</summary>
    /// <returns>
    /// The bytes of the file: input <c>frame</c> [N, 1, S, S]; outputs <c>logits</c> [N, classes] and, with the second head,
    /// <c>defocus</c> [N, 2]; N is any number.
    /// </returns>
    /// <exception cref="PostFocusException"><see cref="Export"/> gave another shape than it must.</exception>
    public byte[] ToOnnx()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return Graph().ToModel();
    }

    /// <summary>Sets the weights to those of an ONNX file, to start a training from.</summary>
    /// <remarks>
    /// <para>
    /// Read are files of <see cref="ToOnnx"/> of the same size, and those that PyTorch exports of the same architecture: tensors are
    /// matched by their order and shapes, names do not count. A last layer for another number of outputs stays as it is, and so do
    /// auxiliary heads, which such files lack.
    /// </para>
    /// <para>
    /// Where batch normalisations are folded into convolutions, the network computes what the file computes. Files of
    /// <see cref="ToOnnx"/> tell the normalisations in their metadata, so that a training goes on with them. In other files they
    /// are lost: they do nothing at first, and training, which normalises by the batch, starts from something else than the file
    /// computes. Weights from PyTorch keep them with <c>training=TrainingMode.PRESERVE, do_constant_folding=False</c>.
    /// </para>
    /// </remarks>
    /// <param name="path">The file; its weights must be inside of it, in float32 or float16.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="PostFocusException">It is not an ONNX file, or is one of another network; the network is unchanged.</exception>
    public void LoadWeights(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        LoadWeights(File.ReadAllBytes(path), path);
    }

    /// <inheritdoc cref="LoadWeights(string)"/>
    /// <param name="onnx">The bytes of the file.</param>
    /// <param name="source">What messages call it.</param>
    public void LoadWeights(ReadOnlyMemory<byte> onnx, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        NetworkWeights.Load(this, Graph, onnx, source);
    }

    private OnnxGraph Graph()
    {
        var graph = new OnnxGraph(GetName());
        var frame = graph.Input("frame", OnnxValue.Batch, 1, _options.InputSize, _options.InputSize);
        var outputs = Export(graph, _normalization.Export(graph, frame));
        TensorShape.CheckResult(GetName(), nameof(Export), outputs.Shape, OnnxValue.Batch, _options.Outputs);
        if (_options.EstimatesDefocus)
        {
            var parts = graph.SplitAt(outputs, 1, _options.Classes, ClassifierNetworkOptions.DefocusOutputs);
            graph.Output("logits", parts[0]);
            graph.Output("defocus", parts[1]);
        }
        else
            graph.Output("logits", outputs);
        return graph;
    }

    /// <summary>
    /// What a training step looks at, and the weight of each in the loss: the outputs, and those of auxiliary heads, which may
    /// be of <see cref="ComputeType"/>. Modules that serve only this are <see cref="ITrainingOnly"/>.
    /// </summary>
    /// <param name="input">[N, 1, S, S], unit intensities.</param>
    /// <returns>Each [N, outputs].</returns>
    protected internal virtual IReadOnlyList<(Tensor Outputs, double Weight)> TrainingOutputs(Tensor input) => [(forward(input), 1)];

    /// <summary>The frames as the first layer sees them.</summary>
    /// <param name="input">[N, 1, S, S], unit intensities.</param>
    /// <returns>[N, channels, S, S] of <see cref="ComputeType"/>.</returns>
    protected Tensor Enter(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        TensorShape.Check(input, nameof(input), -1, 1, _options.InputSize, _options.InputSize);
        return _normalization.Forward(input).to(ComputeType);
    }

    /// <summary>A layer of dropout with masks of its own; to be called in the constructor.</summary>
    /// <param name="rate">Share that is left out, 0 to below 1.</param>
    protected Dropout NewDropout(double rate) => new(this, _dropouts++, rate);

    /// <summary>What the network tells of the frames.</summary>
    /// <param name="frames">
    /// [N, channels, S, S] of <see cref="ComputeType"/>; channels are the options' <see cref="ClassifierNetworkOptions.InputChannels"/>.
    /// </param>
    /// <returns>[N, outputs], the options' <see cref="ClassifierNetworkOptions.Outputs"/>; of any type.</returns>
    protected abstract Tensor Compute(Tensor frames);

    /// <summary>Emits <see cref="Compute"/> in evaluation mode.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="frames">[N, channels, S, S]</param>
    /// <returns>[N, outputs]</returns>
    protected abstract OnnxValue Export(OnnxGraph graph, OnnxValue frames);
}
