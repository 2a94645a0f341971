using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging.Scaling;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Settings;

[assembly: LoadableClass(
    typeof(FocusScoringTransformer),
    typeof(FocusScoringTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus focus classifier",
    FocusScoringTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Classification;

/// <summary>
/// Says of each frame whether it is out of focus: <c>PredictedLabel</c> (true = out of focus), <c>Score</c> (logit) and
/// <c>Probability</c>, as ML.NET's binary evaluators expect. A network that estimates defocus
/// (<see cref="FocusModel.EstimatesDefocus"/>) adds <see cref="DefocusMicronsColumn"/> and <see cref="DefocusSideColumn"/>; a band
/// of unsure probabilities adds <see cref="IsUnsureColumn"/>. <see cref="NothingToJudgeColumn"/> marks empty fields.
/// </summary>
/// <remarks>
/// A frame larger than the network's input is judged on adjoining tiles, whose logits are averaged; a smaller one is continued by
/// reflection. Tiles may be judged in several orientations (<see cref="FocusModel.Orientations"/>). The score is the mean logit over the
/// model's temperature, the probability its logistic function, and a frame counts as out of focus above the model's threshold. Pixels are
/// not rescaled, because resampling changes what defocus looks like, unless the pixel sizes of the model and of the row are both known and
/// differ by more than 2 %: then the frame is brought to the model's (<see cref="FrameScaling"/>).
/// </remarks>
public sealed class FocusScoringTransformer : FrameTransformer
{
    /// <summary>Name of a column: estimated distance from focus, Single, µm, not negative; the mean over tiles.</summary>
    public const string DefocusMicronsColumn = "DefocusMicrons";

    /// <summary>
    /// Name of a column: probability that the frame lies on the side z &gt; 0 of focus, Single, from the mean logit over tiles.
    /// </summary>
    public const string DefocusSideColumn = "DefocusSide";

    /// <summary>
    /// Name of a column: whether the probability lies in the band of <see cref="FocusScoringEstimator.Options.UnsureAbove"/>, Boolean.
    /// </summary>
    public const string IsUnsureColumn = "IsUnsure";

    /// <summary>
    /// Name of a column: whether the frame is an empty field (<see cref="PostFocus.Imaging.Focus.FieldContrast.IsEmpty"/>), Boolean. Such a
    /// frame has no focus: <c>PredictedLabel</c> is false, whatever score and probability the network gives, and it is nobody's neighbour
    /// in <c>ConditionalRestore</c>.
    /// </summary>
    public const string NothingToJudgeColumn = "NothingToJudge";

    internal const string LoaderSignature = "PostFocusClassifier";

    internal const uint WithCalibration = 0x00010002,
        WithOrientations = 0x00010003;

    private const uint WithoutCalibration = 0x00010001,
        WithBadFrames = 0x00020002,
        WithPrefix = 0x00020003;

    private static readonly ModelZipPart s_part = new("PFCLASSI", LoaderSignature, OldestVersion: WithoutCalibration, WithPrefix);

    private readonly OnnxNetwork _network;
    private readonly FocusScoringEstimator.Options _options;

    internal FocusScoringTransformer(IHostEnvironment environment, FocusModel model, string frameColumn, string? intensityColumn)
        : this(environment, model, new() { FrameColumnName = frameColumn, IntensityColumnName = intensityColumn }) { }

    internal FocusScoringTransformer(IHostEnvironment environment, FocusModel model, FocusScoringEstimator.Options options)
        : base(environment, nameof(FocusScoringTransformer))
    {
        options.Validate();
        (Model, _options) = (model, options);
        _network = new(model.File, model.Contract, Host);
    }

    /// <summary>The trained network.</summary>
    public FocusModel Model { get; }

    private static FocusScoringTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(
            context,
            zip =>
            {
                (var options, var model) = Through(zip, new(), null);
                model.File.OpenAhead(model.Contract, environment);
                return new FocusScoringTransformer(environment, model, options);
            }
        );

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, zip => Through(zip, _options, Model));

    private static (FocusScoringEstimator.Options Options, FocusModel Model) Through(
        ModelZipFields zip,
        FocusScoringEstimator.Options options,
        FocusModel? model
    )
    {
        options = options.Through(zip);
        model = FocusModel.Through(zip, model);
        if (zip.Has(WithBadFrames))
            options = options with { OnBadFrame = zip.Name(options.OnBadFrame) };
        return (zip.Has(WithPrefix) ? options with { OutputPrefix = zip.Field(options.OutputPrefix) } : options, model);
    }

    private protected override OnBadFrame OnBadFrame => _options.OnBadFrame;

    private protected override RowComputation Bind(DataViewSchema input) =>
        new FocusScoringComputation(Model, _network, _options, input, Host);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _network.Dispose();
        base.Dispose(disposing);
    }

    internal static SchemaShape.Column[] ShapeOf(bool estimatesDefocus, FocusScoringEstimator.Options options) =>
        [
            .. FocusVerdictColumn
                .Of(estimatesDefocus, options)
                .Select(c => MicrosoftMLInternals.ShapeOf(c.Name, c.Type, isVector: false, annotations: c.Detached.Annotations)),
        ];
}
