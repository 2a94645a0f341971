using Microsoft.ML;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Evaluate;

/// <summary>What the user asked of <c>postfocus evaluate</c>.</summary>
/// <param name="DataSets">Manifests, or folders that hold one.</param>
/// <param name="OutFolder">Where the tables go.</param>
/// <param name="ModelPath">Zip with classifier and restorer.</param>
/// <param name="SegmenterPath">Zip with a segmenter.</param>
/// <param name="Context">For all networks.</param>
/// <param name="Restore">How frames are restored.</param>
/// <param name="Cells">When cells are in contact, and how they are followed.</param>
internal sealed record EvaluateRequest(
    IReadOnlyList<string> DataSets,
    string OutFolder,
    string ModelPath,
    string SegmenterPath,
    MLContext Context,
    ConditionalRestoreEstimator.Options Restore,
    CellSettings Cells
);
