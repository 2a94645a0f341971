using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Images;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;

[assembly: LoadableClass(
    typeof(ImageConversionTransformer),
    typeof(ImageConversionTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus images of frames",
    ImageConversionTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Images;

/// <summary>
/// Makes grey images of frames, so that ML.NET's own image transforms and displays go on with them. Counts become 0 to 255 over the range
/// of the video or of the options, and saturate beyond; pixels without a number are black.
/// </summary>
public sealed class ImageConversionTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusToImage";

    private static readonly ModelZipPart s_part = new("PFTOIMAG", LoaderSignature, OldestVersion: 0x00010001);

    private readonly ImageConversionEstimator.Options _options;

    internal ImageConversionTransformer(IHostEnvironment environment, ImageConversionEstimator.Options options)
        : base(environment, nameof(ImageConversionTransformer)) => _options = options;

    private static ImageConversionTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, zip => new ImageConversionTransformer(environment, new ImageConversionEstimator.Options().Through(zip)));

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, zip => _options.Through(zip));

    private protected override RowComputation Bind(DataViewSchema input) => new ImageConversionComputation(_options, input, Host);
}
