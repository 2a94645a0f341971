namespace PostFocus.Imaging.Yield;

/// <summary>A frame whose truth is known, and what was made of it.</summary>
/// <param name="IsOut">Whether it is out of focus in truth.</param>
/// <param name="IsCalled">Whether the classifier calls it so.</param>
/// <param name="IsAccepted">Whether it was restored and the gate accepts that.</param>
/// <param name="IsWorse">Whether the restored frame is worse than its input in any sense.</param>
internal sealed record FrameOutcome(bool IsOut, bool IsCalled, bool IsAccepted, bool IsWorse)
{
    /// <summary>As the program counts: called, and not accepted.</summary>
    public bool IsLostByCount => IsCalled && !IsAccepted;

    /// <summary>In truth: out of focus and missed, rejected, or made worse; or in focus and made worse.</summary>
    public bool IsLostInTruth => IsAccepted ? IsWorse : IsOut;
}
