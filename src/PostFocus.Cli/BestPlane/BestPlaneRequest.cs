using Microsoft.ML;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.BestPlane;

/// <summary>What the user asked of <c>postfocus best-plane</c>.</summary>
/// <param name="Input">A folder or a file.</param>
/// <param name="Sequences">What is a stack.</param>
/// <param name="OutFolder">Gets the results.</param>
/// <param name="ModelPath">A zip with a classifier.</param>
/// <param name="Context">Device and log.</param>
/// <param name="CameraOffset">Counts without light; null: a low percentile.</param>
internal sealed record BestPlaneRequest(
    string Input,
    SequenceOptions Sequences,
    string OutFolder,
    string ModelPath,
    MLContext Context,
    double? CameraOffset
);
