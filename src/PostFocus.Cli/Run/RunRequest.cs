using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Run;

/// <summary>What the user asked of <c>postfocus run</c>.</summary>
internal sealed record RunRequest(
    string Input, SequenceOptions Sequences, string OutFolder, string ModelPath, MLContext Context, ConditionalRestoreOptions Restore,
    double? CameraOffset = null, DateTime? Date = null);
