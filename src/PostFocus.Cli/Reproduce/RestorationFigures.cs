using System.Globalization;

namespace PostFocus.Cli.Reproduce;

/// <summary>How like to the frame in focus restored frames of focal stacks are, beside what restores nothing.</summary>
internal sealed class RestorationFigures(IReadOnlyList<LikenessRow> frames)
{
    public const string Gain = "gain in PSNR over the frame as recorded, dB",
        ObjectGain = "gain in PSNR over the pixels of objects alone, dB",
        EdgeGain = "rise of the correlation at edges";

    private const string Signed = "+0.0;-0.0;0.0",
        SignedCorrelation = "+0.000;-0.000;0.000",
        Rivals =
            "Without a look at neighbours, which among focal planes would give the truth away. Half contrast and the best Gaussian (of half a pixel to two, chosen in view of the truth) restore nothing: a restoration that is no better than these is none. "
            + "Mean ± standard deviation over frames; intervals by drawing wells.";

    private readonly Dictionary<(string, string, double), LikenessRow> _recorded = frames
        .Where(f => f.Version == LikenessRow.Recorded)
        .ToDictionary(f => (f.Set, f.Well, f.Plane));

    /// <summary>Over all frames, all measures.</summary>
    public Figure All() =>
        new(
            "figure-4b",
            "Restored frames against frames in focus (Fig. 4B)",
            "a diffusion is best in all measures, over the whole frame and at the edges of cells.",
            Rivals,
            "frames",
            [
                .. Changes(Figure.All, frames),
                .. LikenessMeasures.All.SelectMany(
                    (measure, i) => Rows(measure.Name, measure.Format, Figure.All, frames, frame => frame.Values[i])
                ),
            ]
        );

    public Figure ByObject() =>
        new(
            "figure-5b",
            "By kind of object (Fig. 5B)",
            "its networks are compared by kind of object, too.",
            Rivals,
            "frames",
            [.. frames.GroupBy(f => f.Set).SelectMany(set => Changes(set.Key, set))]
        );

    public Figure ByPlane() =>
        new(
            "figure-6b",
            "By plane (Fig. 6B)",
            "its networks are compared by plane, too.",
            Rivals,
            "frames",
            [
                .. frames
                    .GroupBy(f => f.Plane)
                    .OrderBy(f => f.Key)
                    .SelectMany(plane => Changes(string.Create(CultureInfo.InvariantCulture, $"{plane.Key:+0.#;-0.#} µm"), plane)),
            ]
        );

    /// <summary>Of all versions but the frames as recorded, frame by frame against these.</summary>
    private IEnumerable<FigureRow> Changes(string group, IEnumerable<LikenessRow> rows)
    {
        LikenessRow[] changed = [.. rows.Where(f => f.Version != LikenessRow.Recorded)];
        return new[] { (Gain, Signed, "psnr"), (ObjectGain, Signed, "cell_psnr"), (EdgeGain, SignedCorrelation, "edge_pcc") }.SelectMany(
            change =>
            {
                var index = LikenessMeasures.Index(change.Item3);
                return Rows(
                    change.Item1,
                    change.Item2,
                    group,
                    changed,
                    frame => frame.Values[index] - _recorded[(frame.Set, frame.Well, frame.Plane)].Values[index]
                );
            }
        );
    }

    private static IEnumerable<FigureRow> Rows(
        string measure,
        string format,
        string group,
        IEnumerable<LikenessRow> rows,
        Func<LikenessRow, double> value
    ) =>
        rows.GroupBy(f => f.Version)
            .Select(version => new FigureRow(
                measure,
                format,
                group,
                version.Key,
                Estimate.Mean(version.Select(frame => ($"{frame.Set}/{frame.Well}", value(frame))))
            ));
}
