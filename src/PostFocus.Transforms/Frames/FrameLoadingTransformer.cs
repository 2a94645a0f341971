using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;

[assembly: LoadableClass(
    typeof(FrameLoadingTransformer),
    typeof(FrameLoadingTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus frame loading",
    FrameLoadingTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Frames;

/// <summary>Reads the frame that each row's path names. Made by <see cref="FrameLoadingEstimator"/>.</summary>
public sealed class FrameLoadingTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusLoadFrames";

    private static readonly ModelZipPart s_part = new("PFLOADFR", LoaderSignature, OldestVersion: 0x00010001);

    private readonly FrameLoadingOptions _options;

    internal FrameLoadingTransformer(IHostEnvironment environment, FrameLoadingOptions options)
        : base(environment, nameof(FrameLoadingTransformer)) => _options = options;

    private static FrameLoadingTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, zip => new FrameLoadingTransformer(environment, FrameLoadingOptions.Through(zip, null)));

    private protected override void SaveModel(ModelSaveContext context) =>
        s_part.Write(context, zip => FrameLoadingOptions.Through(zip, _options));

    private protected override RowComputation Bind(DataViewSchema input) => new FrameLoadingComputation(_options, input);
}
