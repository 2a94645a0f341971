namespace PostFocus.Plots;

/// <summary>What an axis shows.</summary>
/// <param name="Title">The quantity, with its unit.</param>
/// <param name="Low">Value at its beginning; null: what the data need.</param>
/// <param name="High">Value at its end; null: what the data need.</param>
/// <param name="Format">.NET format of its numbers, "0 %" for shares; null: as they are.</param>
public sealed record PlotAxis(string Title, double? Low = null, double? High = null, string? Format = null)
{
    /// <summary>An axis of a share, from 0 to 1, in per cent.</summary>
    public static PlotAxis Share(string title) => new(title, 0, 1, "0 %");
}
