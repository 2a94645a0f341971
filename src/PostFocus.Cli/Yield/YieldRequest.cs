using Microsoft.ML;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Yield;

/// <summary>What the user asked of <c>postfocus yield</c>.</summary>
internal sealed record YieldRequest(
    IReadOnlyList<string> DataSets,
    SequenceOptions Sequences,
    string OutFolder,
    string ModelPath,
    MLContext Context,
    YieldOptions Rule,
    double? CameraOffset
);
