using PostFocus.Cli.Pages;
using PostFocus.Cli.Results;

namespace PostFocus.Cli.Reproduce;

/// <summary>A figure as the page shows it.</summary>
internal sealed record PageFigure(Figure Figure, IReadOnlyList<Panel> Panels)
{
    public string Key => Figure.Key;
    public string Title => Figure.Title;
    public string Finding => Figure.Finding;
    public string Note => Figure.Note;
    public string Counted => Figure.Counted;
    public string File => Figure.File;

    /// <summary>Whether any row has one.</summary>
    public bool HasPublished => Figure.Rows.Any(row => row.Published is not null);
}

/// <summary>Frames of a set of focal stacks, as a picture.</summary>
/// <param name="Name">Of the set.</param>
/// <param name="Base64">The picture, a PNG.</param>
internal sealed record PagePicture(string Name, string Base64);

/// <summary>All that <c>reproduction.liquid</c> shows, by the names that it uses.</summary>
internal sealed record ReproductionPage
{
    public string Citation { get; } = PublishedFigures.Citation;
    public required string Lead { get; init; }
    public required IReadOnlyList<string> Cautions { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }
    public required IReadOnlyList<PageFigure> Figures { get; init; }
    public required IReadOnlyList<string> Columns { get; init; }
    public required IReadOnlyList<PagePicture> Pictures { get; init; }
    public required IReadOnlyList<Fact> Settings { get; init; }
    public string Style { get; } = HtmlPage.Resource("page.css") + HtmlPage.Resource("reproduction.css");

    public static void Write(
        string folder,
        Figures figures,
        ComparedModels models,
        bool isSegmenterPretrained,
        IReadOnlyList<Fact> settings
    )
    {
        var findings = Reproduce.Findings.Of(figures, models);
        HtmlPage.Write(
            Path.Combine(folder, ReproductionNames.Page),
            "reproduction.liquid",
            new ReproductionPage
            {
                Lead = Cautioning.Lead(findings),
                Cautions = [.. Cautioning.Of(models, isSegmenterPretrained)],
                Findings = findings,
                Figures = [.. figures.All.Select(figure => new PageFigure(figure, [.. Panel.Of(figure)]))],
                Columns = PlanePictures.Columns(models),
                Pictures =
                [
                    .. from set in ReproductionSets.Planes
                    let file = Path.Combine(folder, ReproductionNames.Measured, set.Name, PlanePictures.File)
                    where File.Exists(file)
                    select new PagePicture(set.Name, Convert.ToBase64String(File.ReadAllBytes(file))),
                ],
                Settings = settings,
            }
        );
    }
}
