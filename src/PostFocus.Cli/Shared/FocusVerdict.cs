namespace PostFocus.Cli.Shared;

/// <summary>What the classifier says of a frame.</summary>
/// <param name="IsOutOfFocus">The model's decision.</param>
/// <param name="Probability">Of being out of focus.</param>
/// <param name="DefocusMicrons">Estimated distance from focus, µm; null where the model estimates none.</param>
/// <param name="InDomain">Whether the frame is like those that the networks learnt from; null where the model knows no domain.</param>
/// <param name="DomainScore">How unlike them it is: up to 1 like them; null where the model knows no domain.</param>
internal sealed record FocusVerdict(bool IsOutOfFocus, float Probability, float? DefocusMicrons, bool? InDomain, float? DomainScore)
{
    /// <summary>Whether it is unlike the frames that the networks learnt from; not where its pixel size alone is not known.</summary>
    public bool IsStrange => Strangers.IsOne(InDomain, DomainScore);
}
