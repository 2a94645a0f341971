using Microsoft.ML;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Yield;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Run;

/// <summary>What the user asked of <c>postfocus run</c>.</summary>
/// <param name="Input">A folder, a file or a manifest.</param>
/// <param name="Sequences">What is a video.</param>
/// <param name="OutFolder">Gets the results.</param>
/// <param name="ModelPath">The model zip.</param>
/// <param name="Context">Device and log.</param>
/// <param name="Restore">Samples, steps, seed.</param>
/// <param name="Rule">When lost focus costs a sequence.</param>
/// <param name="Cells">What is asked about cells; null: nothing.</param>
/// <param name="CameraOffset">Counts without light; null: a low percentile.</param>
/// <param name="Date">To be noted in restored files; null: none.</param>
/// <param name="AcceptAll">Whether restored frames are taken that the gate rejects.</param>
/// <param name="Parquet">Whether tables are written as Parquet, too.</param>
/// <param name="Again">Whether all is done again that an earlier run into the folder has done.</param>
internal sealed record RunRequest(
    string Input,
    SequenceOptions Sequences,
    string OutFolder,
    string ModelPath,
    MLContext Context,
    ConditionalRestoreEstimator.Options Restore,
    YieldOptions Rule,
    CellsRequest? Cells = null,
    double? CameraOffset = null,
    DateTime? Date = null,
    bool AcceptAll = false,
    bool Parquet = false,
    bool Again = false
)
{
    /// <summary>Whether a frame stays as it was recorded although it was restored.</summary>
    public bool Rejects(FrameReport report) => report.Accepted == false && !AcceptAll;

    /// <summary>Whether the model is the one that is shipped.</summary>
    public bool IsPretrained => Installation.IsPretrained(ModelPath);
}
