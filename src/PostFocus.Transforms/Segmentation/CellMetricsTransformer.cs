using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Segmentation;

[assembly: LoadableClass(
    typeof(CellMetricsTransformer),
    typeof(CellMetricsTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus cell metrics",
    CellMetricsTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Segmentation;

/// <summary>
/// Compares label images of one frame, so that what restoration does to cells can be told (Wu et al. 2024, section 3.3):
/// <c>CellIou</c>, intersection over union of the cells that both have, those of 0.5 and more (NaN where there is none); <c>CellAp50</c>
/// and <c>CellAp75</c>, true positives over all cells of either at that IoU; <c>CellCountError</c>, cells too many (or, negative, too few);
/// <c>ContactPcc</c> and <c>ContactMse</c>, Pearson's correlation and mean squared difference of the masks of contacts (the first NaN where
/// neither has any, 0 where only one has).
/// </summary>
/// <remarks>A row whose label images cannot be read has NaN.</remarks>
public sealed class CellMetricsTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusCellMetrics";

    private static readonly ModelZipPart s_part = new("PFCELLMT", LoaderSignature, OldestVersion: ModelZipPart.WithHash);

    internal CellMetricsTransformer(IHostEnvironment environment, CellMetricsEstimator.Options options)
        : base(environment, nameof(CellMetricsTransformer)) => Options = options;

    /// <summary>Columns.</summary>
    public CellMetricsEstimator.Options Options { get; }

    private static CellMetricsTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, zip => new CellMetricsTransformer(environment, new CellMetricsEstimator.Options().Through(zip)));

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, zip => Options.Through(zip));

    private protected override RowComputation Bind(DataViewSchema input) => new CellMetricsComputation(Options, input);
}
