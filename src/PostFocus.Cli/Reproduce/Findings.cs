using PostFocus.Cli.Versions;
using PostFocus.Imaging.Statistics;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Cli.Reproduce;

/// <summary>What the paper finds, and whether it is so here.</summary>
/// <param name="Claim">What is said.</param>
/// <param name="Published">The paper's figure.</param>
/// <param name="Ours">What came out here.</param>
/// <param name="Verdict">Whether it reproduces.</param>
internal sealed record Finding(string Claim, string Published, string Ours, string Verdict);

/// <summary>All findings. A verdict rests on the interval, not on the value: where it holds both answers, nothing is decided.</summary>
internal static class Findings
{
    public const string Reproduces = "reproduces",
        DoesNot = "does not reproduce",
        Undecided = "not decided",
        NotTested = "not tested";

    public static IReadOnlyList<Finding> Of(Figures figures, ComparedModels models)
    {
        var restored = LikenessRow.RestoredBy(models.First.Name);
        var gated = FrameVersion.Gated.Name;
        return
        [
            Share(
                "Classifiers tell frames in focus from those out of it",
                "accuracy above 96 %",
                Row(figures.Classifier, ClassifierFigure.Accuracy, models.First.Name),
                PublishedFigures.Accuracy
            ),
            Change(
                "Restored frames are nearer to those in focus",
                "better over the whole frame",
                figures.Restored,
                RestorationFigures.Gain,
                restored
            ),
            Change("… and at the edges of cells", "better there, too", figures.Restored, RestorationFigures.EdgeGain, restored),
            Diffusion(figures, models),
            Change(
                "Contacts of cells come back",
                "correlation 0.1 ± 0.1 → 0.2 ± 0.2",
                figures.Measurements,
                MeasurementFigure.Change(MeasurementFigure.ContactPcc),
                gated
            ),
            Change(
                "… and differ less",
                "squared difference 0.02 ± 0.005 → 0.01 ± 0.002",
                figures.Measurements,
                MeasurementFigure.Change(MeasurementFigure.ContactMse),
                gated,
                falls: true
            ),
            Change(
                "Counts of cells are nearer to the truth",
                "error 8 ± 14 → 2 ± 4",
                figures.Measurements,
                MeasurementFigure.Change(MeasurementFigure.CountError),
                gated,
                falls: true
            ),
            Share(
                "Most affected videos can be used after restoration",
                "75 %",
                Row(figures.After, YieldFigures.Recovered, YieldFigures.InTruth),
                PublishedFigures.Recovered
            ),
        ];
    }

    /// <summary>A change that is to be more than none, beside that of what restores nothing.</summary>
    private static Finding Change(string claim, string published, Figure figure, string measure, string version, bool falls = false)
    {
        FigureRow row = Row(figure, measure, version),
            rival = Row(figure, measure, LikenessRow.BestGaussian);
        var interval = row.Ours.Interval;
        return new(
            claim,
            published,
            $"{measure}: {row.Text}; best Gaussian {rival.Text}",
            Judge(falls ? new(-interval.High, -interval.Low) : interval, 0)
        );
    }

    private static FigureRow Row(Figure figure, string measure, string version) =>
        figure.Rows.Single(r => r.Measure == measure && r.Group == Figure.All && r.Version == version);

    private static Finding Share(string claim, string published, FigureRow row, double bound) =>
        new(claim, published, row.Text, Judge(row.Ours.Interval, bound));

    private static string Judge(ConfidenceInterval interval, double bound) =>
        double.IsNaN(interval.Low) ? NotTested
        : interval.Low > bound ? Reproduces
        : interval.High < bound ? DoesNot
        : Undecided;

    /// <summary>The best of both kinds among the models.</summary>
    private static Finding Diffusion(Figures figures, ComparedModels models)
    {
        const string claim = "Among networks a diffusion restores best",
            published = "best in all measures";
        var kinds = models
            .All.Where(model => model.Models.Restorer is not null)
            .ToLookup(
                model => model.Models.Restorer!.Prediction.IsDiffusion(),
                model => Row(figures.Restored, RestorationFigures.Gain, LikenessRow.RestoredBy(model.Name))
            );
        if (kinds[true].MaxBy(r => r.Ours.Value) is not { } diffusion || kinds[false].MaxBy(r => r.Ours.Value) is not { } regression)
            return new(claim, published, "no zip of each kind was given (--models)", NotTested);
        return new(
            claim,
            published,
            $"gain in PSNR {diffusion.Text} dB against {regression.Text} dB of a regression",
            diffusion.Ours.Interval.Low > regression.Ours.Interval.High ? Reproduces
                : diffusion.Ours.Interval.High < regression.Ours.Interval.Low ? DoesNot
                : Undecided
        );
    }
}
