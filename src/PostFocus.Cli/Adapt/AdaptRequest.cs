using Microsoft.ML;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Adapt;

/// <summary>What the user asked of <c>postfocus adapt</c>.</summary>
/// <param name="Input">A folder, a file or a manifest.</param>
/// <param name="Sequences">What is a video.</param>
/// <param name="ModelPath">The zip with the classifier, and where there is one the restorer that the filters are held against.</param>
/// <param name="OutPath">The zip to write.</param>
/// <param name="Context">Device and log.</param>
/// <param name="Restore">How far neighbours may be, and what is asked of a filter.</param>
/// <param name="Force">Whether the zip is written also where the filters are no better.</param>
/// <param name="CameraOffset">Counts without light; null: a low percentile.</param>
internal sealed record AdaptRequest(
    string Input,
    SequenceOptions Sequences,
    string ModelPath,
    string OutPath,
    MLContext Context,
    NeighbourRestoreEstimator.Options Restore,
    bool Force,
    double? CameraOffset
);
