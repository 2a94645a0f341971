using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace PostFocus.Plots;

/// <summary>A point of a curve with its interval.</summary>
/// <param name="X">Where it is.</param>
/// <param name="Y">Its value.</param>
/// <param name="Low">Lower end of the value's interval; NaN for none.</param>
/// <param name="High">Upper end of the value's interval; NaN for none.</param>
public readonly record struct CurvePoint(double X, double Y, double Low = double.NaN, double High = double.NaN);

/// <summary>Points that belong together.</summary>
/// <param name="Name">What the legend calls them.</param>
/// <param name="Points">In order of X; a Y of NaN leaves a gap.</param>
/// <param name="Joined">Whether lines join them.</param>
public sealed record Curve(string Name, IReadOnlyList<CurvePoint> Points, bool Joined = true);

/// <summary>Values over a quantity, such as accuracy over the distance from focus.</summary>
public static class CurvePlot
{
    private const int Width = 640,
        Height = 440;

    /// <summary>Draws the curves, with a legend where there are several.</summary>
    /// <param name="title">Above the plot.</param>
    /// <param name="x">The quantity.</param>
    /// <param name="y">The values.</param>
    /// <param name="curves">At least one.</param>
    public static Plot Create(string title, PlotAxis x, PlotAxis y, IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentOutOfRangeException.ThrowIfZero(curves.Count, nameof(curves));
        var plot = new Plot(title, Width, Height);
        plot.Add(x, AxisPosition.Bottom);
        plot.Add(y, AxisPosition.Left);
        for (var i = 0; i < curves.Count; i++)
        {
            var colour = Plot.Colour(i);
            var whiskers = Plot.Whiskers(colour);
            whiskers.Points.AddRange(
                curves[i].Points.Where(p => double.IsFinite(p.High - p.Low)).Select(p => Plot.Upright(p.X, p.Low, p.High))
            );
            var line = new LineSeries
            {
                Title = curves[i].Name,
                Color = colour,
                LineStyle = curves[i].Joined ? LineStyle.Solid : LineStyle.None,
                MarkerType = MarkerType.Circle,
                MarkerFill = colour,
                MarkerSize = 3.5,
            };
            line.Points.AddRange(curves[i].Points.Select(p => new DataPoint(p.X, p.Y)));
            plot.Model.Series.Add(whiskers);
            plot.Model.Series.Add(line);
        }
        if (curves.Count > 1)
            plot.AddLegend();
        return plot;
    }
}
