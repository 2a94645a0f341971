using System.Globalization;
using System.Text;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace PostFocus.Plots;

/// <summary>A plot that can be written as SVG. The same data give the same bytes.</summary>
public sealed class Plot
{
    // Safe for colour-blind eyes (Okabe and Ito), the first one also in grey.
    private static readonly OxyColor[] s_colours =
    [
        OxyColor.FromRgb(0, 114, 178),
        OxyColor.FromRgb(213, 94, 0),
        OxyColor.FromRgb(0, 158, 115),
        OxyColor.FromRgb(204, 121, 167),
        OxyColor.FromRgb(230, 159, 0),
        OxyColor.FromRgb(86, 180, 233),
        OxyColors.Black,
    ];

    internal const double TitleDistance = 14;

    private readonly int _width,
        _height;

    internal Plot(string title, int width, int height)
    {
        (_width, _height) = (width, height);
        Model = new PlotModel
        {
            Title = title,
            TitleFontSize = 14,
            TitleFontWeight = FontWeights.Normal,
            DefaultFont = "Arial",
            DefaultFontSize = 12,
            Culture = CultureInfo.InvariantCulture,
            Background = OxyColors.White,
            PlotAreaBorderColor = OxyColors.Gray,
        };
    }

    internal PlotModel Model { get; }

    /// <summary>The plot as an SVG document.</summary>
    public string ToSvg() =>
        new SvgExporter
        {
            Width = _width,
            Height = _height,
            UseVerticalTextAlignmentWorkaround = true,
            TextMeasurer = new TextSize(),
        }.ExportToString(Model);

    /// <summary>Writes the plot as an SVG file in UTF-8.</summary>
    /// <param name="path">The file to create or replace.</param>
    public void Write(string path) => File.WriteAllText(path, ToSvg(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    internal static OxyColor Colour(int index) => s_colours[index % s_colours.Length];

    /// <summary>Adds an axis; <paramref name="margin"/> is the share of the range that is left free where its end is not given.</summary>
    internal LinearAxis Add(PlotAxis axis, AxisPosition position, double margin = 0.03)
    {
        var added = new LinearAxis
        {
            Position = position,
            Title = axis.Title,
            Minimum = axis.Low ?? double.NaN,
            Maximum = axis.High ?? double.NaN,
            MinimumPadding = margin,
            MaximumPadding = margin,
            StringFormat = axis.Format,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = OxyColors.Gainsboro,
            TicklineColor = OxyColors.Gray,
            MinorTickSize = 0,
            AxisTitleDistance = TitleDistance,
        };
        Model.Axes.Add(added);
        return added;
    }

    internal void AddLegend() =>
        Model.Legends.Add(
            new Legend
            {
                LegendPlacement = LegendPlacement.Outside,
                LegendPosition = LegendPosition.BottomCenter,
                LegendOrientation = LegendOrientation.Horizontal,
            }
        );

    /// <summary>
    /// Intervals as whiskers. They are drawn around their own middle, since they need not lie evenly about the value that
    /// they belong to.
    /// </summary>
    internal static ScatterErrorSeries Whiskers(OxyColor colour) =>
        new()
        {
            MarkerType = MarkerType.None,
            ErrorBarColor = colour,
            ErrorBarStrokeThickness = 1.5,
            ErrorBarStopWidth = 4,
        };

    internal static ScatterErrorPoint Upright(double x, double low, double high) => new(x, (low + high) / 2, 0, high - low);

    internal static ScatterErrorPoint Lying(double y, double low, double high) => new((low + high) / 2, y, high - low, 0);
}
