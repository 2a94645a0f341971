using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging.Focus;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Sharpness;

[assembly: LoadableClass(
    typeof(SharpnessFeaturesTransformer),
    typeof(SharpnessFeaturesTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus focus measures",
    SharpnessFeaturesTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Sharpness;

/// <summary>Measures the sharpness of frames in several ways, as features for ML.NET's own trainers.</summary>
/// <remarks>
/// The vector's slots, by name, from <see cref="SharpnessMeasures"/>: <c>Tenengrad</c>, <c>Brenner</c>, <c>LaplacianVariance</c>,
/// <c>VollathF4</c> and <c>VollathF5</c>, each over the frame's variance; <c>NormalizedVariance</c>;
/// <c>MiddleBandPower</c> (1/16 to 1/4 cycles/pixel) and <c>HighBandPower</c> (1/4 and above) as shares of all power;
/// <c>GradientKurtosis</c>. All are pure numbers and independent of exposure and gain, and all but NormalizedVariance of the
/// camera's offset. They depend on the pixel size: train and predict at one.
/// </remarks>
public sealed class SharpnessFeaturesTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusMeasures";

    private static readonly ModelZipPart s_part = new("PFMEASUR", LoaderSignature, OldestVersion: 0x00010001);

    private readonly SharpnessFeaturesEstimator.Options _options;

    internal SharpnessFeaturesTransformer(IHostEnvironment environment, SharpnessFeaturesEstimator.Options options)
        : base(environment, nameof(SharpnessFeaturesTransformer)) => _options = options;

    private static SharpnessFeaturesTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, zip => new SharpnessFeaturesTransformer(environment, SharpnessFeaturesEstimator.Options.Through(zip, null)));

    private protected override void SaveModel(ModelSaveContext context) =>
        s_part.Write(context, zip => SharpnessFeaturesEstimator.Options.Through(zip, _options));

    private protected override RowComputation Bind(DataViewSchema input) => new SharpnessFeaturesComputation(_options, input, Host);
}
