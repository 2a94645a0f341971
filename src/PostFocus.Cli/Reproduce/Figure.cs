using System.Globalization;

namespace PostFocus.Cli.Reproduce;

/// <summary>A row of a figure.</summary>
/// <param name="Measure">What is measured, with its unit.</param>
/// <param name="Format">How its values are shown.</param>
/// <param name="Group">Of which set, kind of objects, or plane.</param>
/// <param name="Version">Of which frames, or by which model.</param>
/// <param name="Ours">What came out.</param>
/// <param name="Published">What the paper says; null where it is not set beside.</param>
internal sealed record FigureRow(
    string Measure,
    string Format,
    string Group,
    string Version,
    Estimate Ours,
    PublishedMean? Published = null
)
{
    public const string Percent = "0.0 %",
        Whole = "#,0";

    /// <summary>Value, spread and interval in words; a dash where nothing is known.</summary>
    public string Text =>
        double.IsNaN(Ours.Value) ? "–"
        : double.IsNaN(Ours.Interval.Low) ? Show(Ours.Value, Format)
        : $"{Show(Ours.Value, Format)}{Spread(Ours.Deviation, Format)} ({Show(Ours.Interval.Low, Format)} to {Show(Ours.Interval.High, Format)})";

    /// <summary>The paper's, with no more digits than it gives; empty where there is none.</summary>
    public string PublishedText =>
        Published is not { } published ? ""
        : Format == Percent ? Show(published.Mean, "0.# %")
        : Show(published.Mean, "#,0.####") + Spread(published.Deviation, "0.####");

    private static string Show(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Spread(double deviation, string format) =>
        double.IsNaN(deviation) ? "" : $" ± {Show(deviation, format).TrimStart('+')}";
}

/// <summary>What stands in the place of a figure or table of the paper.</summary>
/// <param name="Key">Of its file.</param>
/// <param name="Title">With the number that it has in the paper.</param>
/// <param name="Finding">What the paper finds.</param>
/// <param name="Note">How ours came about.</param>
/// <param name="Counted">What n counts.</param>
/// <param name="Rows">Measure by measure.</param>
internal sealed record Figure(string Key, string Title, string Finding, string Note, string Counted, IReadOnlyList<FigureRow> Rows)
{
    public const string All = "all";

    public string File => $"{Key}.csv";

    public Estimate Of(string measure, string group, string version) =>
        Rows.Single(r => r.Measure == measure && r.Group == group && r.Version == version).Ours;
}
