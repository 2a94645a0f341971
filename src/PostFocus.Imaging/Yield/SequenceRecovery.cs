namespace PostFocus.Imaging.Yield;

/// <summary>Whether lost focus costs a sequence before restoration and after it, as the program counts and in truth.</summary>
/// <param name="Frames">Its frames, in the order of time.</param>
/// <param name="WasAffected">As recorded, in truth.</param>
/// <param name="WasCalledAffected">As recorded, by the classifier.</param>
/// <param name="StaysAffectedByCount">After restoration, where a frame is in focus again if the gate accepts it.</param>
/// <param name="StaysAffectedInTruth">After restoration, where what is accepted must not be worse than it was.</param>
internal sealed record SequenceRecovery(
    IReadOnlyList<FrameOutcome> Frames,
    bool WasAffected,
    bool WasCalledAffected,
    bool StaysAffectedByCount,
    bool StaysAffectedInTruth
)
{
    /// <summary>Usable by the count, not in truth.</summary>
    public bool IsFalselyRecovered => WasAffected && StaysAffectedInTruth && !StaysAffectedByCount;

    /// <param name="frames">In the order of time.</param>
    /// <param name="options">When lost focus costs a sequence; null: the defaults.</param>
    public static SequenceRecovery Of(IReadOnlyList<FrameOutcome> frames, YieldOptions? options = null)
    {
        return new(
            frames,
            IsAffected(f => f.IsOut),
            IsAffected(f => f.IsCalled),
            IsAffected(f => f.IsLostByCount),
            IsAffected(f => f.IsLostInTruth)
        );

        bool IsAffected(Func<FrameOutcome, bool> isLost) => SequenceYield.Of("", frames.Select(f => (bool?)isLost(f)), options).IsAffected;
    }
}
