namespace PostFocus.Imaging.Tracks;

/// <summary>How cells are followed.</summary>
public sealed record CellTrackerOptions
{
    /// <summary>Farthest way of a cell from one frame to the next, pixels: 0.5 to 10,000. Default 20.</summary>
    public double LongestStep
    {
        get;
        init => field = Require.Range(value, 0.5, 10_000);
    } = 20;

    /// <summary>Most frames in a row in which a cell may be missed, 0 to 100. Default 2.</summary>
    public int LongestGap
    {
        get;
        init => field = Require.Range(value, 0, 100);
    } = 2;

    /// <summary>
    /// How much the area of each of two daughters may differ from half the mother's, as a share of that: 0 (no divisions) to 1. Default
    /// 0.4.
    /// </summary>
    public double DivisionTolerance
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 0.4;
}
