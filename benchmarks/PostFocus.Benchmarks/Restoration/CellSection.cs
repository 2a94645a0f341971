using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>What becomes of cells, which are a small part of a frame: its PSNR is mostly that of walls and light.</summary>
internal static class CellSection
{
    /// <summary>Adds nothing where it is not known where cells are.</summary>
    /// <param name="report">The report.</param>
    /// <param name="methods">On the same frames in the same order, the frames as recorded first.</param>
    /// <param name="data">The folders that the frames come from.</param>
    public static MarkdownReport AddCells(this MarkdownReport report, IReadOnlyList<MethodResult> methods, IReadOnlyList<string> data)
    {
        (string Name, CellFrame[] Frames)[] all =
        [
            .. methods.Select(m => (m.Name, CellFrame.Of(m, methods[0]))).Where(m => m.Item2.Length > 0),
        ];
        return all.Length == 0
            ? report
            : report
                .Heading(2, "Where cells are")
                .Paragraph(
                    "The same over the pixels of cells in truth, frames without cells left out. Contrast is the standard deviation over these pixels as a share of the truth's: below 1 cells have faded. "
                        + "By kind of object, gain and contrast."
                )
                .Table(
                    [
                        "Method",
                        "Frames",
                        "PSNR",
                        "Gain",
                        "Frames that gained",
                        "PCC",
                        "Contrast",
                        .. data.SelectMany(d => new[] { $"{DataFolder.Name(d)}: gain", "contrast" }),
                    ],
                    all.Select(m =>
                        (string[])
                            [
                                m.Name,
                                .. Columns(m.Frames),
                                .. data.SelectMany(d => Kind([.. m.Frames.Where(f => DataFolder.Holds(d, f.Frame.File))])),
                            ]
                    )
                );
    }

    private static string[] Columns(CellFrame[] frames) =>
        [
            $"{frames.Length}",
            Interval(frames, f => f.Shown.Psnr, "F2"),
            Interval(frames, f => f.Gain, RestorationReport.Gained),
            $"{frames.Share(f => f.Gain > 0):P1}",
            Interval(frames, f => f.Shown.Pcc, "F3"),
            frames.Select(f => f.Shown.Contrast).Spread("F3"),
        ];

    private static string[] Kind(CellFrame[] frames) =>
        frames.Length == 0
            ? ["", ""]
            : [Interval(frames, f => f.Gain, RestorationReport.Gained), frames.Select(f => f.Shown.Contrast).Spread("F3")];

    private static string Interval(CellFrame[] frames, Func<CellFrame, double> value, string format) =>
        RestorationReport.WithInterval([.. frames.Select(f => f.Frame)], [.. frames.Select(value)], format);

    /// <summary>A frame that shows cells.</summary>
    private sealed record CellFrame(MeasuredFrame Frame, CellLikeness Shown, double Gain)
    {
        public static CellFrame[] Of(MethodResult method, MethodResult recorded) =>
            [
                .. from pair in method.Frames.Zip(recorded.Frames)
                let shown = pair.First.Cells
                let before = pair.Second.Cells
                where shown is not null && before is not null
                select new CellFrame(pair.First, shown, shown.Psnr - before.Psnr),
            ];
    }
}
