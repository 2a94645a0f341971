using System.Globalization;

namespace PostFocus.Cli.Reproduce;

/// <summary>A row as the page draws it: places on an axis from 0 to 100, empty where there is nothing to draw.</summary>
/// <param name="Name">Group and version.</param>
/// <param name="Text">Value and interval.</param>
/// <param name="Count">What it is taken over; empty where nothing was sampled.</param>
/// <param name="Published">The paper's figure.</param>
/// <param name="At">Place of the value.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="Range">Its length.</param>
/// <param name="PublishedAt">Place of the paper's figure.</param>
internal sealed record PanelRow(
    string Name,
    string Text,
    string Count,
    string Published,
    string At,
    string Low,
    string Range,
    string PublishedAt
);

/// <summary>A measure of a figure, its rows on one axis.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Zero">Place of 0 on the axis.</param>
/// <param name="Rows">In the order of the figure.</param>
internal sealed record Panel(string Measure, double Zero, IReadOnlyList<PanelRow> Rows)
{
    private const double Margin = 2;

    public static IEnumerable<Panel> Of(Figure figure) =>
        figure.Rows.GroupBy(row => row.Measure).Select(measure => Of(measure.Key, [.. measure]));

    private static Panel Of(string measure, FigureRow[] rows)
    {
        double[] ends =
        [
            .. rows.SelectMany(row => new[] { row.Ours.Value, row.Ours.Interval.Low, row.Ours.Interval.High, row.Published?.Mean ?? 0 })
                .Append(0)
                .Where(double.IsFinite),
        ];
        double low = ends.Min(),
            range = ends.Max() > low ? ends.Max() - low : 1;
        return new(
            measure,
            At(0),
            [
                .. rows.Select(row => new PanelRow(
                    row.Group == Figure.All ? row.Version : $"{row.Group}, {row.Version}",
                    row.Text,
                    row.Ours.Count > 0 ? $"{row.Ours.Count}" : "",
                    row.PublishedText,
                    Text(At(row.Ours.Value)),
                    Text(At(row.Ours.Interval.Low)),
                    Text(At(row.Ours.Interval.High) - At(row.Ours.Interval.Low)),
                    Text(At(row.Published?.Mean ?? double.NaN))
                )),
            ]
        );

        double At(double value) => Margin + (100 - 2 * Margin) * (value - low) / range;

        static string Text(double place) => double.IsFinite(place) ? place.ToString("0.##", CultureInfo.InvariantCulture) : "";
    }
}
