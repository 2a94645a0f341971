namespace PostFocus.Imaging.Sequences;

/// <summary>A row of a manifest as it stands in the file.</summary>
/// <param name="Row">What it says.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="IsNumbered">Whether it says which frame it is; without that it counts as frame 0.</param>
internal readonly record struct ManifestLine(ManifestRow Row, long Line, bool IsNumbered);
