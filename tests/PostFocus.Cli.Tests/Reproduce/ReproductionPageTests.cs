using System.Net;
using System.Text.RegularExpressions;
using Microsoft.ML;
using PostFocus.Cli.Reproduce;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests.Reproduce;

public sealed partial class ReproductionPageTests : IDisposable
{
    private const string Hostile = "<script>alert('&')</script>";

    private readonly TemporaryFolder _folder = new();
    private readonly ComparedModels _models;
    private readonly Figures _figures;
    private readonly string _html;

    public ReproductionPageTests()
    {
        _models = new([new(Hostile, BrightnessModel.Zip, new MLContext(1).FocusRestoration.LoadModels(BrightnessModel.Zip))]);
        _figures = Rows.Figures(Hostile, _models);
        ReproductionPage.Write(_folder.Path, _figures, _models, isSegmenterPretrained: true, [new("size", "<b>small</b>")]);
        _html = File.ReadAllText(_folder["reproduction.html"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryFigureAppearsWithItsMeasuresAndThePapersFigures()
    {
        Assert.Equal(9, _figures.All.Count);
        var text = WebUtility.HtmlDecode(_html);
        Assert.All(
            _figures.All,
            figure =>
            {
                Assert.Contains($"id=\"{figure.Key}\"", _html, StringComparison.Ordinal);
                Assert.Contains($"href=\"./{figure.File}\"", _html, StringComparison.Ordinal);
                Assert.All(figure.Rows, row => Assert.Contains(row.Text, text, StringComparison.Ordinal));
                Assert.All(figure.Rows, row => Assert.Contains(row.PublishedText, text, StringComparison.Ordinal));
            }
        );
        foreach (var said in new[] { "0.1 ± 0.1", "0.2 ± 0.2", "96 %", "28 %", "1,654", "8 ± 14" })
            Assert.Contains($"<td>{said}</td>", _html, StringComparison.Ordinal);
    }

    [Fact]
    public void ItSaysThatAllOfItIsSimulated()
    {
        Assert.Contains("All frames here are simulated", _html, StringComparison.Ordinal);
        Assert.Contains("has learnt what cells look like out of focus", _html, StringComparison.Ordinal);
    }

    [Fact]
    public void NoNameBecomesMarkup()
    {
        Assert.DoesNotContain("<script", _html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", _html, StringComparison.Ordinal);
        Assert.Contains("restored, &lt;script&gt;", _html, StringComparison.Ordinal);
    }

    [Fact]
    public void ItAsksForNothing()
    {
        Assert.Contains("default-src 'none'", _html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", _html, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", _html, StringComparison.Ordinal);
        Assert.DoesNotMatch(Outside(), _html);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task ABrowserShowsItWithoutAComplaint()
    {
        var page = await Chromium.OpenOrSkip(_folder["reproduction.html"], script: null);
        Assert.Empty(page.Console);
        Assert.Equal(_figures.All.SelectMany(Panel.Of).Count(), Regex.Count(page.Dom, "<caption>"));
    }

    [GeneratedRegex(@"(src|url|import)\s*[=(]\s*[""']?(?!data:)", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();
}
