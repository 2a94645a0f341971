using System.Globalization;
using System.Xml.Linq;

namespace PostFocus.Plots.Tests;

public sealed class PlotTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Kinds => ["bars", "curves", "reliability"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheSameDataGiveTheSameBytesInEveryCulture(string kind)
    {
        var first = Draw(kind).ToSvg();
        var before = CultureInfo.CurrentCulture;
        // A decimal comma, as on a German desktop.
        CultureInfo.CurrentCulture = new CultureInfo("")
        {
            NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." },
        };
        try
        {
            Assert.Equal(first, Draw(kind).ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("bars", "Videos lost", "Data set", "Share of videos", "first", "second")]
    [InlineData("curves", "Accuracy", "Defocus, µm", "Right", "one", "two")]
    [InlineData("reliability", "Reliability", "Predicted", "Observed", "Frames")]
    public void TitleAxesAndNamesAreText(string kind, params string[] words) =>
        Assert.All(words, word => Assert.Contains(word, Texts(Draw(kind))));

    [Fact]
    public void TheFirstBarIsOnTop()
    {
        XElement[] names =
        [
            .. XDocument.Parse(Draw("bars").ToSvg()).Descendants(s_svg + "text").Where(t => t.Value is "first" or "second"),
        ];
        Assert.Equal(["first", "second"], names.OrderBy(Height).Select(t => t.Value));
    }

    [Fact]
    public void AWhiskerReachesFromTheLowerToTheUpperEndOfItsInterval()
    {
        // The axis from 0 to 1 has its numbers at the ends.
        var svg = BarPlot.Create("", "", PlotAxis.Share(""), [new Bar("all", 0.5, 0, 1)]).ToSvg();
        XElement[] texts = [.. XDocument.Parse(svg).Descendants(s_svg + "text")];
        double begin = Place(texts.Single(t => t.Value == "0 %")),
            end = Place(texts.Single(t => t.Value == "100 %"));
        double[][] lines =
        [
            .. XDocument.Parse(svg).Descendants().Where(e => e.Name == s_svg + "line" || e.Name == s_svg + "polyline").Select(Ends),
        ];
        Assert.Contains(lines, line => Math.Abs(line[0] - begin) < 1 && Math.Abs(line[1] - end) < 1 && line[2] == line[3]);
    }

    [Fact]
    public void ALegendNamesCurvesWhereThereAreSeveral()
    {
        Assert.DoesNotContain("alone", Texts(CurvePlot.Create("", new("x"), new("y"), [new Curve("alone", [new(1, 2)])])));
        Assert.Contains("one", Texts(Draw("curves")));
    }

    [Fact]
    public void APlotOfNothingIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BarPlot.Create("", "", new("y"), []));
        Assert.Throws<ArgumentOutOfRangeException>(() => CurvePlot.Create("", new("x"), new("y"), []));
    }

    private static Plot Draw(string kind) =>
        kind switch
        {
            "bars" => BarPlot.Create(
                "Videos lost",
                "Data set",
                PlotAxis.Share("Share of videos"),
                [new Bar("first", 0.3, 0.1, 0.6), new Bar("second", 1, 0.7, 1)]
            ),
            "curves" => CurvePlot.Create(
                "Accuracy",
                new("Defocus, µm"),
                PlotAxis.Share("Right"),
                [
                    new Curve("one", [new(0.5, 0.6, 0.5, 0.7), new(2.5, 0.9, 0.8, 0.95)]),
                    new Curve("two", [new(0.5, 0.4), new(2.5, 0.7)], Joined: false),
                ]
            ),
            _ => ReliabilityPlot.Create(
                "Reliability",
                "Predicted",
                "Observed",
                "Frames",
                [new(0, 0.5, 0.1, 0.12, 0.05, 0.2, 800), new(0.5, 1, 0.9, 0.8, 0.7, 0.9, 1234)]
            ),
        };

    private static IEnumerable<string> Texts(Plot plot) => XDocument.Parse(plot.ToSvg()).Descendants(s_svg + "text").Select(t => t.Value);

    /// <summary>x1, x2, y1, y2 of a line.</summary>
    private static double[] Ends(XElement line)
    {
        double[] numbers = line.Attribute("points") is { } points
            ? [.. points.Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Number)]
            : [.. new[] { "x1", "y1", "x2", "y2" }.Select(name => Number(line.Attribute(name)!.Value))];
        return [numbers[0], numbers[^2], numbers[1], numbers[^1]];
    }

    private static double Place(XElement text) => Translation(text)[0];

    private static double Height(XElement text) => Translation(text)[1];

    private static double[] Translation(XElement text)
    {
        var transform = text.Attribute("transform")!.Value;
        return
        [
            .. transform[(transform.IndexOf('(', StringComparison.Ordinal) + 1)..transform.IndexOf(')', StringComparison.Ordinal)]
                .Split(',')
                .Select(Number),
        ];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
