using PostFocus.Cli.Versions;

namespace PostFocus.Cli.Reproduce;

/// <summary>What restoration does to contacts and counts.</summary>
internal static class MeasurementFigure
{
    public const string ContactPcc = "contact_pcc",
        ContactMse = "contact_mse",
        CountError = "count_error";

    private static readonly (
        string Figure,
        string Name,
        string Format,
        (PublishedMean Before, PublishedMean After)? Published
    )[] s_measures =
    [
        (ContactPcc, "correlation of the masks of contacts", "0.00", PublishedFigures.ContactPcc),
        (ContactMse, "mean squared difference of the masks of contacts", "0.00000", PublishedFigures.ContactMse),
        (CountError, "cells too many or too few, a frame", "0.00", PublishedFigures.CountError),
        ("iou", "overlap with the true cells (IoU)", "0.000", null),
        ("ap50", "cells found at an overlap of 0.5 (AP50)", "0.000", null),
    ];

    /// <summary>Frames as recorded, rivals, what is kept of restorations, and in focus.</summary>
    private static readonly FrameVersion[] s_versions =
    [
        FrameVersion.Recorded,
        FrameVersion.HalfContrast,
        FrameVersion.BestGaussian,
        FrameVersion.Gated,
        FrameVersion.InFocus,
    ];

    public static Figure Of(IReadOnlyList<MeasurementRow> videos)
    {
        var recorded = videos.Where(v => v.Version == FrameVersion.Recorded.Name).ToDictionary(v => (v.DataSet, v.Sequence));
        return new(
            "figure-7b",
            "Contacts and counts (Fig. 7B)",
            "restoration raises the correlation of contacts from 0.1 ± 0.1 to 0.2 ± 0.2, and lowers their squared difference from 0.02 ± 0.005 to 0.01 ± 0.002 and the error of counts from 8 ± 14 to 2 ± 4.",
            "Over the frames out of focus of each video that has some. Contacts against those that the segmenter finds in focus, counts and overlap against the true cells; gated: restored where the gate accepts it. "
                + "The paper's error of counts has a unit of its own; ours is cells a frame. Mean ± standard deviation over videos; of changes, frame versions of one video are compared. Intervals by drawing videos.",
            "videos",
            [.. s_measures.SelectMany(measure => Means(measure).Concat(Changes(measure)))]
        );

        IEnumerable<FigureRow> Means(
            (string Figure, string Name, string Format, (PublishedMean Before, PublishedMean After)? Published) m
        ) =>
            s_versions.Select(version => new FigureRow(
                m.Name,
                m.Format,
                Figure.All,
                version.Name,
                Estimate.Mean(Values(version, m.Figure, (video, index) => video.Values[index])),
                version == FrameVersion.Recorded ? m.Published?.Before
                    : version == FrameVersion.Gated ? m.Published?.After
                    : null
            ));

        IEnumerable<FigureRow> Changes((string Figure, string Name, string Format, (PublishedMean, PublishedMean)?) m) =>
            s_versions
                .Where(version => version != FrameVersion.Recorded)
                .Select(version => new FigureRow(
                    ChangeOf(m.Name),
                    $"+{m.Format};-{m.Format};{m.Format}",
                    Figure.All,
                    version.Name,
                    Estimate.Mean(
                        Values(
                            version,
                            m.Figure,
                            (video, index) => video.Values[index] - recorded[(video.DataSet, video.Sequence)].Values[index]
                        )
                    )
                ));

        IEnumerable<(string, double)> Values(FrameVersion version, string figure, Func<MeasurementRow, int, double> value)
        {
            var index = VideoMeasurement.Figures.Select(f => f.Name).ToList().IndexOf(figure);
            return videos.Where(v => v.Version == version.Name).Select(v => ($"{v.DataSet}/{v.Sequence}", value(v, index)));
        }
    }

    /// <summary>Name of the measure of changes of a figure.</summary>
    public static string Change(string figure) => ChangeOf(Name(figure));

    /// <summary>Name of the measure of a figure.</summary>
    public static string Name(string figure) => s_measures.Single(m => m.Figure == figure).Name;

    private static string ChangeOf(string name) => $"{name}: change from as recorded";
}
