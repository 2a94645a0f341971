using PostFocus.Imaging;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Restoration;

/// <summary>A trained network that restores out-of-focus frames, by diffusion or by regression.</summary>
public sealed class RestorationModel
{
    /// <param name="onnx">
    /// Network with inputs <c>frame</c> [N, 1, tile, tile] (or 5 channels: <see cref="UsesNeighbours"/>), <c>noisy</c> [N, 1, tile, tile]
    /// and <c>time</c> [N] in [0, 1], and output <c>residual</c> [N, 1, tile, tile]: what <paramref name="prediction"/> says. With
    /// <see cref="Prediction.Regression"/> <c>frame</c> is the only input; with <see cref="Prediction.Flow"/> it is the image on its
    /// way, and <c>noisy</c> is zero. A second output <c>variance</c> [N, 1, tile, tile], where there
    /// is one, is the share of the larger bound in the logarithm of a step's variance (Nichol and Dhariwal 2021, eq. 15).
    /// </param>
    /// <param name="tileSize">Side of the square input, pixels.</param>
    /// <param name="residualScale">
    /// Standard deviation of truth − frame in network units over the training set. Only <see cref="Prediction.ResidualX0"/>,
    /// <see cref="Prediction.Regression"/> and <see cref="Prediction.Flow"/> are scaled by it. Above 0, at most 1000.
    /// </param>
    /// <param name="prediction">What the network's output means.</param>
    /// <param name="schedule">The noise it was trained with. Default null: <see cref="NoiseSchedule.Cosine"/>.</param>
    /// <exception cref="PostFocusException">The bytes are not an ONNX file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range, or prediction and schedule do not fit.</exception>
    public RestorationModel(
        byte[] onnx,
        int tileSize,
        float residualScale,
        Prediction prediction = Prediction.ResidualX0,
        NoiseSchedule? schedule = null
    )
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentOutOfRangeException.ThrowIfLessThan(tileSize, 8);
        Require.Range(residualScale, float.Epsilon, MostScale, nameof(residualScale));
        schedule ??= NoiseSchedule.Cosine;
        prediction.RequireFits(schedule);
        (File, TileSize, ResidualScale, Prediction, Schedule) = (new(onnx), tileSize, residualScale, prediction, schedule);
        LearnsVariance = OnnxOutputs.Names(onnx).Contains(VarianceOutput);
    }

    private const float MostScale = 1000;

    internal const string EstimateOutput = "residual",
        VarianceOutput = "variance";

    /// <summary>Side of the square input, pixels.</summary>
    public int TileSize { get; }

    /// <summary>Network units per unit of a scaled residual.</summary>
    public float ResidualScale { get; }

    /// <summary>What the network's output means, and whether the residual or the frame itself is diffused.</summary>
    public Prediction Prediction { get; }

    /// <summary>The noise that it was trained with.</summary>
    public NoiseSchedule Schedule { get; }

    /// <summary>Whether the network has learnt the variance of steps, which only <see cref="Sampler.Ddpm"/> makes use of.</summary>
    public bool LearnsVariance { get; }

    /// <summary>
    /// Whether the network also looks at the nearest frames in focus: its input <c>frame</c> then has four channels more, the frame
    /// before, everywhere its nearness (1 over the distance in frames), and the same of the frame after; zeros where there is none.
    /// Default false.
    /// </summary>
    public bool UsesNeighbours { get; init; }

    /// <summary>
    /// Pixel size in µm that the network works at: frames of known, other pixel size are resampled to it, restored there, and the change
    /// is brought back to the recorded frame, whose finer detail stays. Null (default): frames are taken as they are.
    /// </summary>
    public double? PixelMicrons
    {
        get;
        init => field = Require.Range(value, 0.001, 1000);
    }

    /// <summary>
    /// What becomes of frames with less noise than the network has learnt from; null (default): they are shown to it as they are.
    /// </summary>
    public Dither? Dither { get; init; }

    /// <summary>The same network, that works at another pixel size.</summary>
    /// <param name="pixelMicrons">µm, 0.001 to 1000; null: frames are taken as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of its range.</exception>
    public RestorationModel WithPixelSize(double? pixelMicrons) => With(pixelMicrons, Dither);

    /// <summary>The same network, with other care for frames of little noise.</summary>
    /// <param name="dither">Null: they are shown to it as they are.</param>
    public RestorationModel WithDither(Dither? dither) => With(PixelMicrons, dither);

    private RestorationModel With(double? pixelMicrons, Dither? dither) =>
        new(Onnx, TileSize, ResidualScale, Prediction, Schedule)
        {
            UsesNeighbours = UsesNeighbours,
            PixelMicrons = pixelMicrons,
            Dither = dither,
        };

    /// <summary>
    /// The sampler where none is asked for: <see cref="Sampler.Bridge"/> over a bridge, else <see cref="Sampler.Ddim"/>. A regression needs
    /// none.
    /// </summary>
    public Sampler DefaultSampler => Schedule is BridgeSchedule ? Sampler.Bridge : Sampler.Ddim;

    /// <summary>The network's ONNX file.</summary>
    public ReadOnlyMemory<byte> OnnxFile => Onnx;

    /// <summary>
    /// The network with all that ConditionalRestore does around it, as one ONNX file for one frame of the network's size, to be run without
    /// PostFocus: counts to unit intensities and back, neighbours, samples, of a diffusion with all their steps.
    /// </summary>
    /// <param name="options">
    /// Samples, and of a diffusion steps and sampler; samples times steps are at most 200. Null: the defaults. Columns, seed and tiles play
    /// no part.
    /// </param>
    /// <returns>
    /// A file with the inputs <c>Frame</c> [1, 1, <see cref="TileSize"/>, <see cref="TileSize"/>], counts, and <c>Intensity</c> [2], the
    /// counts that are −1 and +1. For a network that looks at neighbours also <c>Before</c> and <c>After</c>, as Frame, with
    /// <c>BeforeNearness</c> and <c>AfterNearness</c> [1], 1 over the distance in frames, or 0: there is none. For a sampler that draws
    /// noise also <c>Noise</c> [samples, draws, <see cref="TileSize"/>, <see cref="TileSize"/>], standard normal. Outputs are
    /// <c>Restored</c> and, of two samples or more, <c>Spread</c>, as Frame, in counts.
    /// </returns>
    /// <exception cref="PostFocusException">
    /// The network cannot be used, is written in an old version of ONNX's operators, or would stand in the graph too often.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or does not fit the model.</exception>
    public byte[] ToOnnx(ConditionalRestoreEstimator.Options? options = null) => RestorationGraph.OfSamples(this, options ?? new());

    /// <summary>One step of a diffusion as an ONNX file for one frame of the network's size, for samplers of one's own.</summary>
    /// <param name="options">
    /// Null: the defaults; <see cref="ConditionalRestoreEstimator.Options.EstimateLimit"/> alone plays a part.
    /// </param>
    /// <returns>
    /// A file with the inputs of <see cref="ToOnnx"/>, but <c>Noisy</c>, as Frame, the state at <c>Time</c> [1], for the noise. If the
    /// network predicts V or the noise, <c>Alpha</c> and <c>Sigma</c> [1] are <see cref="Schedule"/>'s at that time. Outputs are
    /// <c>Estimate</c>, of x0 in the units of the state; <c>VarianceShare</c> of a network that has learnt it; <c>Restored</c>, the frame
    /// that the estimate stands for, in counts.
    /// </returns>
    /// <exception cref="InvalidOperationException">The model is no diffusion.</exception>
    /// <exception cref="PostFocusException">The network cannot be used, or is written in an old version of ONNX's operators.</exception>
    public byte[] ToOnnxStep(ConditionalRestoreEstimator.Options? options = null) =>
        Prediction.IsDiffusion()
            ? RestorationGraph.OfStep(this, options ?? new())
            : throw new InvalidOperationException($"A {Prediction} has no steps. {nameof(ToOnnx)} gives all of it.");

    internal byte[] Onnx => File.Bytes;

    internal OnnxFile File { get; }

    internal OnnxContract Contract
    {
        get
        {
            OnnxValueInfo Tile(string name, int channels = 1) => new(name, channels, TileSize, TileSize);
            var frame = Tile("frame", UsesNeighbours ? 5 : 1);
            return new(
                "restorer",
                Prediction.IsDiffusion() ? [frame, Tile("noisy"), new("time")] : [frame],
                LearnsVariance ? [Tile(EstimateOutput), Tile(VarianceOutput)] : [Tile(EstimateOutput)]
            );
        }
    }

    /// <summary>Written to a zip, or read from it where there is none.</summary>
    /// <exception cref="PostFocusException">The model is damaged, or of a later version.</exception>
    internal static RestorationModel Through(ModelZipFields zip, RestorationModel? model)
    {
        (var tileSize, var scale) = (zip.Field(model?.TileSize ?? 0), zip.Field(model?.ResidualScale ?? 0));
        (var prediction, var schedule) = (model?.Prediction ?? Prediction.ResidualX0, model?.Schedule ?? NoiseSchedule.Cosine);
        if (zip.Has(ConditionalRestoreTransformer.WithDiffusion))
            (prediction, schedule) = ((Prediction)zip.Field((byte)prediction), schedule.Through(zip));
        var onnx = zip.Network(model?.Onnx);
        var usesNeighbours = zip.Has(ConditionalRestoreTransformer.WithNeighbours) && zip.Field(model?.UsesNeighbours ?? false);
        return model ?? new(onnx, tileSize, scale, prediction, schedule) { UsesNeighbours = usesNeighbours };
    }
}
