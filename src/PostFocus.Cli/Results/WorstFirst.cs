namespace PostFocus.Cli.Results;

/// <summary>
/// Restored frames, those first that should be looked at first: rejected ones, then by the gate's trust, without a gate by the spread of
/// the samples.
/// </summary>
internal sealed class WorstFirst : IComparer<FrameReport>
{
    public static WorstFirst Instance { get; } = new();

    public int Compare(FrameReport? x, FrameReport? y) =>
        x is null || y is null ? (x is null).CompareTo(y is null) : Key(x).CompareTo(Key(y));

    private static (bool, float, float, int) Key(FrameReport frame) =>
        (frame.Accepted == true, frame.Trust ?? 0, -(frame.MeanSpread ?? 0), frame.Frame);
}
