using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Benchmarks.Segmentation;

/// <summary>The tables of a data set.</summary>
internal static class SegmentationReport
{
    private static readonly string[] s_states =
    [
        SegmentedState.InFocus,
        SegmentedState.OutOfFocus,
        SegmentedState.Restored,
        SegmentedState.TrulySharp,
    ];

    public static void Add(
        MarkdownReport report,
        string name,
        IReadOnlyDictionary<(string Well, int Frame), Dictionary<int, TrueCell>> truth,
        IReadOnlyList<SegmentedState> states
    )
    {
        report
            .Heading(2, name)
            .Paragraph(
                $"{states.Count(IsRecorded)} frames of {states.Select(s => s.Well).Distinct().Count()} wells, {states.Where(IsRecorded).Sum(s => s.Matching.TruthCount)} cells."
            )
            .Table(
                [
                    "Method, frames",
                    "Cells",
                    "Found",
                    "IoU of found cells",
                    "95 %",
                    "AP50",
                    "AP75",
                    "Too many or too few a frame",
                    "Frames with the right number",
                ],
                from method in new[] { SegmentationRun.Network, SegmentationRun.Variance }
                from state in s_states
                let frames = states.Where(s => s.Method == method && s.State == state).ToArray()
                where frames.Length > 0
                select Row($"{method}, {state}", frames)
            );
        if (truth.Count == 0)
            return;
        report
            .Paragraph("The network by kind of cell: share found, and IoU of those.")
            .Table(
                ["Cells", .. Present(states).Select(state => $"{state}")],
                from cells in Cells(truth, states).GroupBy(c => c.Group).OrderBy(g => g.Key, StringComparer.Ordinal)
                select (string[])
                    [
                        $"{cells.Key} ({cells.Count(c => c.State == Present(states).First())})",
                        .. Present(states).Select(state => Found([.. cells.Where(c => c.State == state)])),
                    ]
            );
    }

    private static bool IsRecorded(SegmentedState s) =>
        s is { Method: SegmentationRun.Network, State: SegmentedState.InFocus or SegmentedState.OutOfFocus };

    private static IEnumerable<string> Present(IReadOnlyList<SegmentedState> states) =>
        s_states.Where(state => states.Any(s => s.State == state));

    private static string[] Row(string name, SegmentedState[] frames)
    {
        (string Well, double Iou)[] found = [.. frames.SelectMany(f => f.Found.Select(pair => (f.Well, pair.Iou)))];
        int cells = frames.Sum(f => f.Matching.TruthCount),
            all = cells + frames.Sum(f => f.Matching.FoundCount);
        var interval = found.Length > 0 ? BootstrapOverWells.OfMean(found) : default;
        double[] errors = [.. frames.Select(f => (double)Math.Abs(f.CountError))];
        return
        [
            name,
            $"{cells}",
            $"{100.0 * found.Length / cells:F1} %",
            found.Length > 0
                ? $"{found.Average(f => f.Iou):F3} ± {found.GroupBy(f => f.Well, f => f.Iou).Select(w => w.Average()).ToArray().StandardDeviation():F3}"
                : "",
            found.Length > 0 ? $"{interval.Low:F3} to {interval.High:F3}" : "",
            Precision(0.5),
            Precision(0.75),
            errors.Spread("F2"),
            $"{100.0 * frames.Count(f => f.CountError == 0) / frames.Length:F1} %",
        ];

        string Precision(double iou)
        {
            var matched = frames.Sum(f => f.Matching.TruePositives(iou));
            return $"{(double)matched / Math.Max(1, all - matched):F3}";
        }
    }

    /// <summary>The true cells by group, with the IoU of the one that was found; 0 where none was.</summary>
    private static IEnumerable<(string Group, string State, double Iou)> Cells(
        IReadOnlyDictionary<(string Well, int Frame), Dictionary<int, TrueCell>> truth,
        IReadOnlyList<SegmentedState> states
    ) =>
        from state in states
        where state.Method == SegmentationRun.Network
        let ious = state.Found.ToDictionary(pair => pair.Truth, pair => pair.Iou)
        from cell in truth.GetValueOrDefault((state.Well, state.Index)) ?? []
        where cell.Value.Elongation > 0
        from @group in cell.Value.Groups
        select (@group, state.State, ious.GetValueOrDefault(cell.Key));

    private static string Found((string Group, string State, double Iou)[] cells)
    {
        double[] found = [.. cells.Where(c => c.Iou > 0).Select(c => c.Iou)];
        return cells.Length == 0 ? "" : $"{100.0 * found.Length / cells.Length:F1} %{(found.Length > 0 ? $", {found.Average():F3}" : "")}";
    }
}
