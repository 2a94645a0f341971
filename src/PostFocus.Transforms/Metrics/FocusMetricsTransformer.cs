using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Metrics;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;

[assembly: LoadableClass(
    typeof(FocusMetricsTransformer),
    typeof(FocusMetricsTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus focus metrics",
    FocusMetricsTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Metrics;

/// <summary>
/// Measures frames: <c>Tenengrad</c> (mean squared Sobel gradient) always; <c>Psnr</c> (dB) and <c>Pcc</c> (Pearson
/// correlation) where a reference is given.
/// </summary>
/// <remarks>
/// Frames are measured in units of the intensity map's range (black 0, white 1), so that values compare between
/// cameras; the data range of the PSNR is that range.
/// </remarks>
public sealed class FocusMetricsTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusMetrics";

    private static readonly ModelZipPart s_part = new("PFMETRIC", LoaderSignature, OldestVersion: 0x00010001);

    internal FocusMetricsTransformer(IHostEnvironment environment, FocusMetricsEstimator.Options options)
        : base(environment, nameof(FocusMetricsTransformer)) => Options = options;

    /// <summary>Columns.</summary>
    public FocusMetricsEstimator.Options Options { get; }

    private static FocusMetricsTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, zip => new FocusMetricsTransformer(environment, new FocusMetricsEstimator.Options().Through(zip)));

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, zip => Options.Through(zip));

    private protected override RowComputation Bind(DataViewSchema input) => new FocusMetricsComputation(Options, input, Host);
}
