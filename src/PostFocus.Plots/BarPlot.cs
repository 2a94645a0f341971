using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace PostFocus.Plots;

/// <summary>A value with its interval.</summary>
/// <param name="Name">What it is a value of.</param>
/// <param name="Value">Where the bar ends.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
public readonly record struct Bar(string Name, double Value, double Low, double High);

/// <summary>Lying bars with intervals, the first on top; names of any length can be read.</summary>
public static class BarPlot
{
    private const int Width = 720,
        BarHeight = 36,
        Frame = 110;

    /// <summary>Draws the bars.</summary>
    /// <param name="title">Above the plot.</param>
    /// <param name="names">What the bars are.</param>
    /// <param name="values">The axis of their values, which begins at 0 unless told otherwise.</param>
    /// <param name="bars">At least one.</param>
    public static Plot Create(string title, string names, PlotAxis values, IReadOnlyList<Bar> bars)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfZero(bars.Count, nameof(bars));
        var plot = new Plot(title, Width, Frame + BarHeight * Math.Max(bars.Count, 2));
        // The axis counts from below.
        Bar[] upward = [.. bars.Reverse()];
        var categories = new CategoryAxis
        {
            Position = AxisPosition.Left,
            Title = names,
            GapWidth = 0.6,
            TicklineColor = OxyColors.Gray,
            AxisTitleDistance = Plot.TitleDistance,
        };
        categories.Labels.AddRange(upward.Select(b => b.Name));
        plot.Model.Axes.Add(categories);
        plot.Add(values with { Low = values.Low ?? 0 }, AxisPosition.Bottom);

        var series = new BarSeries { FillColor = Plot.Colour(0), StrokeThickness = 0 };
        series.Items.AddRange(upward.Select(b => new BarItem(b.Value)));
        var whiskers = Plot.Whiskers(OxyColors.Black);
        whiskers.Points.AddRange(upward.Select((b, i) => Plot.Lying(i, b.Low, b.High)));
        plot.Model.Series.Add(series);
        plot.Model.Series.Add(whiskers);
        return plot;
    }
}
