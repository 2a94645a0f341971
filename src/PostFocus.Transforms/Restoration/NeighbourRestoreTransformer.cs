using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Settings;

[assembly: LoadableClass(
    typeof(NeighbourRestoreTransformer),
    typeof(NeighbourRestoreTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus restoration by neighbours",
    NeighbourRestoreTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Restoration;

/// <summary>
/// Restores the frames that the decision column marks, each by the radial filter that takes it to the nearest frames in focus of its video
/// (<see cref="PostFocus.Imaging.Baselines.NeighbourFilter"/>), where that filter holds on the half of the frame that it was not fitted
/// to. All other frames keep their bits.
/// </summary>
public sealed class NeighbourRestoreTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusNeighbours";

    private static readonly ModelZipPart s_part = new("PFNEIGHB", LoaderSignature, OldestVersion: ModelZipPart.WithHash);

    internal NeighbourRestoreTransformer(IHostEnvironment environment, NeighbourRestoreEstimator.Options options)
        : base(environment, nameof(NeighbourRestoreTransformer)) => Options = options;

    /// <summary>Columns, and what is asked of a filter.</summary>
    public NeighbourRestoreEstimator.Options Options { get; }

    private static NeighbourRestoreTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, zip => new NeighbourRestoreTransformer(environment, new NeighbourRestoreEstimator.Options().Through(zip)));

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, zip => Options.Through(zip));

    private protected override OnBadFrame OnBadFrame => Options.OnBadFrame;

    private protected override RowComputation Bind(DataViewSchema input) => new NeighbourRestoreComputation(Options, input, Host);
}
