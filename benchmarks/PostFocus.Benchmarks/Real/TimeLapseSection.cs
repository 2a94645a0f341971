using System.Globalization;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging;
using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Files;

namespace PostFocus.Benchmarks.Real;

/// <summary>
/// Two recorded time-lapses in five focal planes: how near the filter to the plane in focus before and after comes to that to the truth.
/// </summary>
internal static class TimeLapseSection
{
    private const int Planes = 5,
        Focus = 2;

    private static readonly (string Name, Func<Moment, float[], float[]> Restore)[] s_methods =
    [
        (PlainMethods.Recorded, (_, plane) => plane),
        (
            "best Gaussian (oracle)",
            (moment, plane) => TrivialRestorations.BestGaussian(moment.Truth.Counts, plane, moment.Truth.Height, moment.Truth.Width)
        ),
        ("filter to the planes in focus before and after", (moment, plane) => moment.Filtered(plane, moment.Neighbour)),
        ("filter to the truth itself (oracle)", (moment, plane) => moment.Filtered(plane, moment.Truth.Counts)),
    ];

    public static void AddTo(MarkdownReport report, string collection)
    {
        report
            .Heading(2, "BABY, time-lapses")
            .Paragraph(
                "Yeast in traps in brightfield, five planes a time, the middle one taken for the truth. Nothing is resampled. Means over the times, which follow one another: each time-lapse is one example. Pearson's correlation, in brackets at edges."
            );
        foreach (var (name, times) in new[] { ("testB", 4), ("testC", 5) })
        {
            var moments = Moment.All(Path.Combine(collection, "baby-yeast-trap-5z-brightfield"), name, times);
            int[] planes = [.. Enumerable.Range(0, Planes).Where(p => p != Focus)];
            report.Table(
                [$"{name}, {times} times", .. planes.Select(p => $"plane {p}")],
                s_methods.Select(method =>
                    (string[])[method.Name, .. planes.Select(p => Say([.. moments.Select(m => m.Figures(p, method.Restore))]))]
                )
            );
        }
    }

    private static string Say(PlaneFigures[] times) =>
        string.Create(CultureInfo.InvariantCulture, $"{times.Average(f => f.Pcc):F2} ({times.Average(f => f.EdgePcc):F2})");

    /// <summary>All planes of a time, and the mean of those in focus before and after.</summary>
    private sealed record Moment(IReadOnlyList<Frame> Stack, float[] Neighbour)
    {
        public Frame Truth => Stack[Focus];

        public static Moment[] All(string folder, string name, int times)
        {
            Frame[][] planes =
            [
                .. Enumerable
                    .Range(1, times)
                    .Select(time => Split(FrameFile.Read(Path.Combine(folder, $"prime95b_{name}_tp{time}_Brightfield.png")))),
            ];
            return
            [
                .. planes.Select(
                    (at, time) =>
                    {
                        float[][] near =
                        [
                            .. new[] { time - 1, time + 1 }.Where(t => t >= 0 && t < times).Select(t => planes[t][Focus].Counts),
                        ];
                        return new Moment(at, [.. at[Focus].Counts.Select((_, p) => near.Average(image => image[p]))]);
                    }
                ),
            ];
        }

        public PlaneFigures Figures(int plane, Func<Moment, float[], float[]> restore) =>
            PlaneFigures.Of(Truth, restore(this, Stack[plane].Counts));

        public float[] Filtered(float[] plane, float[] target) =>
            [.. NeighbourFilter.Fit(plane, target, Truth.Height, Truth.Width).Restored];

        /// <summary>The planes lie side by side.</summary>
        private static Frame[] Split(Frame all)
        {
            var width = all.Width / Planes;
            return [.. Enumerable.Range(0, Planes).Select(p => FrameCut.Cut(all, 0, p * width, all.Height, width))];
        }
    }
}
