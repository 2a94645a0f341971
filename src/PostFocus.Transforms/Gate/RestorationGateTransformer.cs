using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;

[assembly: LoadableClass(
    typeof(RestorationGateTransformer),
    typeof(RestorationGateTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus restoration gate",
    RestorationGateTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Gate;

/// <summary>
/// Judges each restored frame by evidence that needs no truth, and keeps it only if it can be trusted: <c>Trust</c>, <c>Accepted</c>,
/// <see cref="RejectionColumn"/>, and <c>Kept</c>, which is the restored frame where it is accepted and else the recorded one.
/// </summary>
/// <remarks>
/// The promise of a threshold (<see cref="GateCalibration"/>) is one about wells like those that it was set on: the same optics,
/// cells and pixel size, restored by the same network with as many samples and steps.
/// </remarks>
public sealed class RestorationGateTransformer : FrameTransformer
{
    /// <summary>
    /// Name of a column: why a restored frame is not accepted, one of <see cref="GateRejection"/>, Text; empty where it is, or nothing was
    /// restored.
    /// </summary>
    public const string RejectionColumn = "Rejection";

    internal const string LoaderSignature = "PostFocusGate";

    internal const uint WithDomain = 0x00020002,
        WithReliability = 0x00020003;

    private static readonly ModelZipPart s_part = new("PFRSGATE", LoaderSignature, OldestVersion: 0x00010002, WithReliability);

    internal RestorationGateTransformer(IHostEnvironment environment, GateModel model, RestorationGateEstimator.Options options)
        : base(environment, nameof(RestorationGateTransformer)) => (Model, Options) = (model, options);

    /// <summary>Weights and threshold.</summary>
    public GateModel Model { get; }

    /// <summary>Columns.</summary>
    public RestorationGateEstimator.Options Options { get; }

    private static RestorationGateTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(
            context,
            zip =>
            {
                (var options, var model) = Through(zip, new(), null);
                return new RestorationGateTransformer(environment, model, options);
            }
        );

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, zip => Through(zip, Options, Model));

    private static (RestorationGateEstimator.Options Options, GateModel Model) Through(
        ModelZipFields zip,
        RestorationGateEstimator.Options options,
        GateModel? model
    )
    {
        options = options.Through(zip);
        model = GateModel.Through(zip, model);
        return !zip.Has(WithDomain)
            ? (options, model)
            : (
                options with
                {
                    InDomainColumnName = zip.Optional(options.InDomainColumnName),
                    PixelMicronsColumnName = zip.Optional(options.PixelMicronsColumnName),
                },
                model
            );
    }

    private protected override RowComputation Bind(DataViewSchema input) => new RestorationGateComputation(Model, Options, input, Host);
}
