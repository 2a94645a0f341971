using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Settings;

[assembly: LoadableClass(
    typeof(ConditionalRestoreTransformer),
    typeof(ConditionalRestoreTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus conditional restore",
    ConditionalRestoreTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Restoration;

/// <summary>
/// Restores the frames that the decision column marks and passes all others through with the same bits (Wu et al. 2024,
/// section 2.4): <c>Restored</c> is the mean of the samples, <c>Spread</c> their standard deviation (n − 1), both in counts
/// before anything is rounded or scaled for display, <c>SampleCount</c> their number n,
/// and <c>NeighbourCount</c> the number of frames in focus that were looked at.
/// </summary>
public sealed class ConditionalRestoreTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusRestore";

    // 0x00010001 knew one prediction, one schedule and one sampler.
    internal const uint WithDiffusion = 0x00010002,
        WithNeighbours = 0x00010003,
        WithEstimateLimit = 0x00010004,
        WithNeighbourCorrelation = 0x00010005;

    private const uint WithBadFrames = 0x00020002,
        WithPixelSize = 0x00020003,
        WithDither = 0x00020004;

    private static readonly ModelZipPart s_part = new("PFRESTOR", LoaderSignature, OldestVersion: 0x00010001, WithDither);

    private readonly OnnxNetwork _network;
    private readonly FrameRestorer _restorer;
    private readonly (int Height, int Width) _fitted;

    /// <param name="environment">The MLContext.</param>
    /// <param name="model">The trained network.</param>
    /// <param name="options">Columns, samples, steps.</param>
    /// <param name="fitted">For image columns that do not state their size: the one seen in Fit, else zeros.</param>
    internal ConditionalRestoreTransformer(
        IHostEnvironment environment,
        RestorationModel model,
        ConditionalRestoreEstimator.Options options,
        (int Height, int Width) fitted = default
    )
        : base(environment, nameof(ConditionalRestoreTransformer))
    {
        options = options with { Seed = environment.Seed(options.Seed) };
        var taken = options.For(model);
        (Model, Options, _fitted) = (model, options, fitted);
        _network = new(model.File, model.Contract, Host);
        _restorer = new(_network, model, taken);
    }

    /// <summary>The trained network.</summary>
    public RestorationModel Model { get; }

    /// <summary>Columns, samples, steps, and the seed that was taken.</summary>
    public ConditionalRestoreEstimator.Options Options { get; }

    private static ConditionalRestoreTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(
            context,
            zip =>
            {
                (var options, var model, var fitted) = Through(zip, new(), null, default);
                model.File.OpenAhead(model.Contract, environment);
                return new ConditionalRestoreTransformer(environment, model, options, fitted);
            }
        );

    private protected override void SaveModel(ModelSaveContext context) =>
        s_part.Write(context, zip => Through(zip, Options, Model, _fitted));

    private static (ConditionalRestoreEstimator.Options Options, RestorationModel Model, (int Height, int Width) Fitted) Through(
        ModelZipFields zip,
        ConditionalRestoreEstimator.Options options,
        RestorationModel? model,
        (int Height, int Width) fitted
    )
    {
        options = options.Through(zip, ref fitted);
        model = RestorationModel.Through(zip, model);
        if (zip.Has(WithBadFrames))
            options = options with { OnBadFrame = zip.Name(options.OnBadFrame) };
        if (zip.Has(WithPixelSize))
        {
            model = model.WithPixelSize(zip.Optional(model.PixelMicrons));
            options = options with { PixelMicronsColumnName = zip.Optional(options.PixelMicronsColumnName) };
        }
        if (zip.Has(WithDither))
        {
            (var below, var noise) = (zip.Optional(model.Dither?.Below), zip.Optional(model.Dither?.Noise));
            model = model.WithDither(below is null || noise is null ? null : new(below.Value, noise.Value));
        }
        return (options, model, fitted);
    }

    private protected override OnBadFrame OnBadFrame => Options.OnBadFrame;

    private protected override RowComputation Bind(DataViewSchema input) =>
        new ConditionalRestoreComputation(Model, Options, _restorer, _fitted, input, Host);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _network.Dispose();
        base.Dispose(disposing);
    }
}
