namespace PostFocus.Cli.Run;

/// <summary>What is asked of a run about cells.</summary>
/// <param name="InAll">Whether they are found in all frames, or in the restored ones alone.</param>
/// <param name="SegmenterPath">The zip with the segmenter.</param>
/// <param name="Settings">Contacts and tracks.</param>
/// <param name="Judge">Whether a restoration that changes them more than time does is rejected.</param>
internal sealed record CellsRequest(bool InAll, string SegmenterPath, CellSettings Settings, bool Judge);
