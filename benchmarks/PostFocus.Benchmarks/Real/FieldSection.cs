using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging.Pictures;
using PostFocus.Transforms;

namespace PostFocus.Benchmarks.Real;

/// <summary>All that is said of one field.</summary>
internal sealed class FieldSection(
    MLContext context,
    IReadOnlyList<(string Name, PretrainedModels Models)> models,
    RecordedField left,
    RecordedField right
)
{
    private static readonly (string Name, string Format, Func<PlaneFigures, double> Of)[] s_figures =
    [
        ("PCC", "F2", f => f.Pcc),
        ("Edge PCC", "F2", f => f.EdgePcc),
        ("Fine PCC", "F2", f => f.FinePcc),
        ("PSNR", "F1", f => f.Psnr),
        ("Contrast", "F2", f => f.Contrast),
    ];

    /// <summary>What stands beside the models over noise and smoothness.</summary>
    private static readonly (string Name, PlainMethods.Restore Restore)[] s_curves =
    [
        .. PlainMethods.All.Where(m => m.Name is PlainMethods.Recorded or PlainMethods.Filter),
    ];

    private readonly RecordedField[] _halves = [left, right];

    public void AddTo(MarkdownReport report, IReadOnlyList<Acquired> changes, string? pictures)
    {
        report.Heading(2, left.Name);
        var images = Restored(default, PlainMethods.All, out var calls);
        foreach (var (name, format, of) in s_figures)
            report.Table(
                [name, .. left.Planes.Select(p => p.Name)],
                images.Select(method =>
                    (string[])[method.Key, .. Figures(method.Value).Select(f => double.IsNaN(of(f)) ? "" : of(f).ToString(format))]
                )
            );
        report
            .Paragraph(
                "What the classifiers and gates say, left and right half: probability of being out of focus, estimated distance in µm, in square brackets the domain score (up to 1 like the frames learnt from), trust, and whether the restored plane is accepted."
            )
            .Table(
                ["Model", left.Focus.Name, .. left.Planes.Select(p => p.Name)],
                models.Select(
                    (model, m) =>
                        (string[])
                            [model.Name, .. Enumerable.Range(0, left.Planes.Count + 1).Select(p => Say(calls[m].Select(half => half[p])))]
                )
            );
        if (pictures is not null)
            Draw(Path.Combine(Directory.CreateDirectory(pictures).FullName, Slug(left.Name) + ".png"), images);
        if (changes.Count > 0)
            AddCurves(report, changes, images, calls);
    }

    /// <summary>Images of each method: [half][plane].</summary>
    private Dictionary<string, float[][][]> Restored(
        Acquired change,
        IEnumerable<(string Name, PlainMethods.Restore Restore)> plain,
        out IReadOnlyList<IReadOnlyList<RestoredPlane>[]> calls
    )
    {
        Dictionary<string, float[][][]> images = [];
        RecordedField[] acquired = [.. _halves.Select(half => half.Change(change.Apply))];
        foreach (var (name, restore) in plain)
            images.Add(
                name,
                [
                    .. Enumerable
                        .Range(0, 2)
                        .Select(h =>
                            acquired[h]
                                .Planes.Select(
                                    (plane, p) =>
                                        restore(
                                            plane.Frame,
                                            _halves[h].Focus.Frame,
                                            (acquired[1 - h].Planes[p].Frame, _halves[1 - h].Focus.Frame)
                                        )
                                )
                                .ToArray()
                        ),
                ]
            );
        if (left.AtAnotherTime is not null)
            images.Add(
                PlainMethods.ByNeighbour,
                [
                    .. acquired.Select(half =>
                        half.Planes.Select(plane => PlainMethods.RestoredByNeighbour(plane.Frame, half.AtAnotherTime!.Frame)).ToArray()
                    ),
                ]
            );
        List<IReadOnlyList<RestoredPlane>[]> said = [];
        foreach (var (name, model) in models)
        {
            said.Add([.. acquired.Select(half => RestoredPlanes.Of(context, model, half))]);
            images.Add(name, [.. said[^1].Select(half => half.Skip(1).Select(plane => plane.Restored).ToArray())]);
        }
        calls = said;
        return images;
    }

    /// <summary>A plane's figures, each the mean of both halves.</summary>
    private IEnumerable<PlaneFigures> Figures(float[][][] images) =>
        left.Planes.Select((_, p) => PlaneFigures.Mean([.. _halves.Select((half, h) => PlaneFigures.Of(half.Focus.Frame, images[h][p]))]));

    private void AddCurves(
        MarkdownReport report,
        IReadOnlyList<Acquired> changes,
        Dictionary<string, float[][][]> asRecorded,
        IReadOnlyList<IReadOnlyList<RestoredPlane>[]> callsAsRecorded
    )
    {
        List<(string[] Pcc, string[] Said)> rows = [];
        Add(default, asRecorded, callsAsRecorded);
        foreach (var change in changes)
        {
            var images = Restored(change, s_curves, out var calls);
            Add(change, images, calls);
        }
        report
            .Heading(3, $"{left.Name}: noise and smoothness")
            .Paragraph("Pearson's correlation, in brackets at edges, where the plane is noisier or smoother than it was recorded.")
            .Table(["PCC", .. left.Planes.Select(p => p.Name)], rows.Select(r => r.Pcc))
            .Table(["Calls", left.Focus.Name, .. left.Planes.Select(p => p.Name)], rows.Where(r => r.Said.Length > 0).Select(r => r.Said));

        void Add(Acquired change, Dictionary<string, float[][][]> images, IReadOnlyList<IReadOnlyList<RestoredPlane>[]> calls)
        {
            foreach (var (name, _) in s_curves)
                rows.Add(([$"{change.Name}: {name}", .. Pcc(images[name])], []));
            foreach (var ((name, _), said) in models.Zip(calls))
                rows.Add(
                    (
                        [$"{change.Name}: {name}", .. Pcc(images[name])],
                        [
                            $"{change.Name}: {name}",
                            .. Enumerable.Range(0, left.Planes.Count + 1).Select(p => Say(said.Select(half => half[p]))),
                        ]
                    )
                );
        }

        IEnumerable<string> Pcc(float[][][] images) => Figures(images).Select(f => $"{f.Pcc:F2} ({f.EdgePcc:F2})");
    }

    private static string Say(IEnumerable<RestoredPlane> halves) =>
        string.Join(
            "; ",
            halves.Select(h =>
                $"{h.Probability:F2} {h.DefocusMicrons:F0}"
                + (float.IsNaN(h.DomainScore) ? "" : $" [{h.DomainScore:F2}]")
                + (h.Label ? $" {h.Trust:F2}{(h.Accepted ? " yes" : "")}" : "")
            )
        );

    /// <summary>A row a plane of the left half: truth, then every method.</summary>
    private void Draw(string path, Dictionary<string, float[][][]> images)
    {
        var truth = left.Focus.Frame;
        float[] sorted = [.. truth.Counts.Order()];
        var (black, white) = (sorted[sorted.Length / 200], sorted[^(sorted.Length / 200 + 1)]);
        var table = new Montage(gap: 0, ground: 0);
        for (var p = 0; p < left.Planes.Count; p++)
            table.AddRow(truth.Height, truth.Width, black, white, [truth.Counts, .. images.Values.Select(method => method[0][p])]);
        table.WriteGrey(path);
    }

    private static string Slug(string name) => string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
