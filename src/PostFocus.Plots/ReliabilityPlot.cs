using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace PostFocus.Plots;

/// <summary>The cases whose predicted probability lies in a range.</summary>
/// <param name="From">Begin of the range.</param>
/// <param name="To">End of the range.</param>
/// <param name="Predicted">Mean of their predicted probabilities.</param>
/// <param name="Observed">Share of them that are positive.</param>
/// <param name="Low">Lower end of that share's interval.</param>
/// <param name="High">Upper end of that share's interval.</param>
/// <param name="Count">How many they are; an empty range has no point.</param>
public readonly record struct ReliabilityPoint(
    double From,
    double To,
    double Predicted,
    double Observed,
    double Low,
    double High,
    int Count
);

/// <summary>A reliability diagram: how often what was predicted came true, and below it, how often it was predicted.</summary>
public static class ReliabilityPlot
{
    private const int Width = 520,
        Height = 600;
    private const string Counts = "counts",
        Shares = "shares";

    /// <summary>Draws the diagram.</summary>
    /// <param name="title">Above the plot.</param>
    /// <param name="predicted">What was predicted, such as "Predicted probability out of focus".</param>
    /// <param name="observed">What came true.</param>
    /// <param name="counted">What was counted, such as "Frames".</param>
    /// <param name="bins">Ranges of the probability, ascending.</param>
    public static Plot Create(string title, string predicted, string observed, string counted, IReadOnlyList<ReliabilityPoint> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        var plot = new Plot(title, Width, Height);
        plot.Add(new PlotAxis(predicted, 0, 1), AxisPosition.Bottom);
        var shares = plot.Add(new PlotAxis(observed, 0, 1), AxisPosition.Left);
        (shares.Key, shares.StartPosition, shares.EndPosition) = (Shares, 0.3, 1);
        var counts = plot.Add(new PlotAxis(counted, Low: 0), AxisPosition.Left, margin: 0.1);
        (counts.Key, counts.StartPosition, counts.EndPosition) = (Counts, 0, 0.25);

        plot.Model.Annotations.Add(
            new LineAnnotation
            {
                Type = LineAnnotationType.LinearEquation,
                Slope = 1,
                Intercept = 0,
                Color = OxyColors.Gray,
                LineStyle = LineStyle.Dash,
                YAxisKey = Shares,
            }
        );
        var bars = new RectangleBarSeries
        {
            FillColor = Plot.Colour(0),
            StrokeColor = OxyColors.White,
            YAxisKey = Counts,
        };
        foreach (var bin in bins)
            bars.Items.Add(new RectangleBarItem(bin.From, 0, bin.To, bin.Count));
        ReliabilityPoint[] filled = [.. bins.Where(b => b.Count > 0)];
        var whiskers = Plot.Whiskers(Plot.Colour(0));
        whiskers.YAxisKey = Shares;
        whiskers.Points.AddRange(filled.Select(b => Plot.Upright(b.Predicted, b.Low, b.High)));
        var points = new LineSeries
        {
            Color = Plot.Colour(0),
            MarkerType = MarkerType.Circle,
            MarkerFill = Plot.Colour(0),
            MarkerSize = 3.5,
            YAxisKey = Shares,
        };
        points.Points.AddRange(filled.Select(b => new DataPoint(b.Predicted, b.Observed)));
        foreach (var series in new Series[] { bars, whiskers, points })
            plot.Model.Series.Add(series);
        return plot;
    }
}
