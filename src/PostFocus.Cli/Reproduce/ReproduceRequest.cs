using Microsoft.ML;

namespace PostFocus.Cli.Reproduce;

/// <summary>What the user asked of <c>postfocus reproduce</c>.</summary>
/// <param name="OutFolder">Gets data, results and page.</param>
/// <param name="Size">How much is simulated.</param>
/// <param name="ModelPaths">Model zips; the first one restores the videos.</param>
/// <param name="SegmenterPath">Zip with a segmenter.</param>
/// <param name="Device">As it was named.</param>
/// <param name="Context">For all networks.</param>
internal sealed record ReproduceRequest(
    string OutFolder,
    ReproductionSize Size,
    IReadOnlyList<string> ModelPaths,
    string SegmenterPath,
    string Device,
    MLContext Context
);
