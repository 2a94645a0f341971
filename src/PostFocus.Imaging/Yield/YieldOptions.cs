namespace PostFocus.Imaging.Yield;

/// <summary>When lost focus costs a whole sequence.</summary>
/// <remarks>
/// Wu et al. (2024) count a video as affected where more than 5 % of its frames are out of focus, and name a second rule:
/// two such frames in a row cost it (<see cref="LongestRun"/> = 1). Where both are set, breaking either is enough.
/// </remarks>
public sealed record YieldOptions
{
    /// <summary>The largest share of a sequence's frames that may be out of focus, 0 to 1. Default 0.05; 1 turns the rule off.</summary>
    public double LargestShare
    {
        get;
        init =>
            field = value is >= 0 and <= 1
                ? value
                : throw new ArgumentOutOfRangeException(nameof(LargestShare), value, "LargestShare must lie between 0 and 1.");
    } = 0.05;

    /// <summary>The most frames in a row that may be out of focus, 0 or more; null (default): any number.</summary>
    public int? LongestRun
    {
        get;
        init =>
            field = value is not < 0
                ? value
                : throw new ArgumentOutOfRangeException(nameof(LongestRun), value, "LongestRun must be 0 or more frames.");
    }
}
