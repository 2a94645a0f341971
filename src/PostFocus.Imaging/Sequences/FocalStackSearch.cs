namespace PostFocus.Imaging.Sequences;

/// <summary>The focal stacks of an input.</summary>
/// <param name="Stacks">In natural order of their names.</param>
/// <param name="Remarks">What was left out on purpose, or may be meant otherwise: a line each, to be told.</param>
/// <param name="Problems">What could not be searched or read, or has one plane.</param>
internal sealed record FocalStackSearch(
    IReadOnlyList<FocalStack> Stacks,
    IReadOnlyList<string> Remarks,
    IReadOnlyList<FrameFormatException> Problems
);
