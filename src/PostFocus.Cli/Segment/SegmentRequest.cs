using Microsoft.ML;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Segment;

/// <summary>What the user asked of <c>postfocus segment</c>.</summary>
internal sealed record SegmentRequest(
    string Input,
    SequenceOptions Sequences,
    string OutFolder,
    string ModelPath,
    MLContext Context,
    double? CameraOffset,
    CellSettings Cells,
    bool TakesMasks,
    bool Parquet
);
