namespace PostFocus.Imaging.Sequences;

/// <summary>What was found in an input, and what was not taken of it.</summary>
/// <param name="Sequences">At least one, in natural order of their names.</param>
/// <param name="Remarks">What was left out on purpose, or may be meant otherwise: a line each, to be told.</param>
/// <param name="Problems">What could not be searched or read, and so may be missing.</param>
/// <param name="OtherFiles">
/// Files that by their names or metadata belong to the sequences without frames of theirs: other channels and focal planes.
/// </param>
public sealed record SequenceSearch(
    IReadOnlyList<FrameSequence> Sequences,
    IReadOnlyList<string> Remarks,
    IReadOnlyList<FrameFormatException> Problems,
    IReadOnlyList<string> OtherFiles
);
