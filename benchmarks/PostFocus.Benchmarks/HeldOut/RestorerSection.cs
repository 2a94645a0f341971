using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.Statistics;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Benchmarks.HeldOut;

/// <summary>What restoration does to frames, beside its baselines.</summary>
internal static class RestorerSection
{
    /// <summary>Differences carry their sign, and a zero that was rounded carries none.</summary>
    private const string Decibels = "F2",
        Correlation = "F4",
        Gained = "+0.00;-0.00;0.00",
        CorrelationGained = "+0.0000;-0.0000;0.0000";

    /// <param name="report">The report.</param>
    /// <param name="frames">Restored frames.</param>
    /// <param name="restorer">What restored them.</param>
    public static MarkdownReport Restorer(this MarkdownReport report, IReadOnlyCollection<HeldOutFrame> frames, RestorationModel restorer)
    {
        if (frames.Count == 0)
            return report;
        double[] spreads = [.. frames.Select(f => f.MeanSpread)],
            errors = [.. frames.Select(f => f.RootMeanSquareError)];
        return report
            .Heading(2, "Restorer")
            .Paragraph(
                $"All {frames.Count} out-of-focus frames, chosen by their true label. Mean ± standard deviation over "
                    + "frames; in brackets the 95 % interval of the mean, by bootstrap over wells. PSNR and gain in dB, with the "
                    + "sequence's intensity range as data range; Tenengrad as a share of the truth's."
            )
            .Table(Header, Methods(frames, restorer))
            .List(
                $"Restored against one sample of one step: PSNR {WithInterval(frames, f => f.Restored.Psnr - f.OneStep.Psnr, Gained)} dB, "
                    + $"PCC {WithInterval(frames, f => f.Restored.Pcc - f.OneStep.Pcc, CorrelationGained)}.",
                $"PSNR gain below focus (z < 0) {MeanGain(frames, f => f.TrueDefocusMicrons < 0)} dB, above (z > 0) {MeanGain(frames, f => f.TrueDefocusMicrons > 0)} dB; "
                    + $"worst frame {frames.Min(f => f.Restored.Psnr - f.Recorded.Psnr).ToString(Gained)} dB.",
                $"Spread over the samples, mean over pixels and frames: {spreads.Average():F4} of the intensity range; "
                    + $"root mean square error: {errors.Average():F4}.",
                $"Spearman correlation of a frame's mean spread with its root mean square error: {RankCorrelation.Spearman(spreads, errors):F3}."
            );
    }

    public static MarkdownReport Mistakes(
        this MarkdownReport report,
        IReadOnlyCollection<HeldOutFrame> frames,
        RestorationModel restorer
    ) =>
        frames.Count == 0
            ? report
            : report
                .Heading(2, "In-focus frames restored by mistake")
                .Paragraph(
                    $"The first {frames.Count} in-focus frames, restored as if the classifier had called them out of focus. As "
                        + "recorded they differ from the truth by camera noise and the little defocus that counts as in focus."
                )
                .Table(Header, Methods(frames, restorer));

    private static string[] Header => ["Method", "PSNR", "PSNR gain", "PSNR rose", "PCC", "PCC rose", "Tenengrad / truth's"];

    private static IEnumerable<string[]> Methods(IReadOnlyCollection<HeldOutFrame> frames, RestorationModel restorer) =>
        [
            Row("as recorded", frames, f => f.Recorded),
            Row($"unsharp mask (radius {UnsharpMask.DefaultRadius}, amount {UnsharpMask.DefaultAmount})", frames, f => f.Unsharp),
            Row(
                restorer.Prediction.IsDiffusion() ? "same network, 1 step of 1 sample (regression)" : "same network, in one orientation",
                frames,
                f => f.OneStep
            ),
            Row($"restored (default: {new ConditionalRestoreEstimator.Options().Describe(restorer)})", frames, f => f.Restored),
        ];

    private static string[] Row(string name, IReadOnlyCollection<HeldOutFrame> frames, Func<HeldOutFrame, Likeness> of)
    {
        var changed = frames.Any(f => of(f) != f.Recorded);
        double Gain(HeldOutFrame f) => of(f).Psnr - f.Recorded.Psnr;
        return
        [
            name,
            MeanAndDeviation(frames, f => of(f).Psnr, Decibels),
            changed ? $"{MeanAndDeviation(frames, Gain, Gained)} {Bootstrap(frames, Gain, Gained)}" : "",
            changed ? $"{frames.Share(f => Gain(f) > 0):P1}" : "",
            MeanAndDeviation(frames, f => of(f).Pcc, Correlation),
            changed ? $"{frames.Share(f => of(f).Pcc > f.Recorded.Pcc):P1}" : "",
            MeanAndDeviation(frames, f => of(f).Sharpness, "F3"),
        ];
    }

    private static string MeanGain(IEnumerable<HeldOutFrame> frames, Func<HeldOutFrame, bool> which) =>
        frames.Where(which).Select(f => f.Restored.Psnr - f.Recorded.Psnr).DefaultIfEmpty(double.NaN).Average().ToString(Gained);

    private static string MeanAndDeviation(IEnumerable<HeldOutFrame> frames, Func<HeldOutFrame, double> value, string format)
    {
        double[] values = [.. frames.Select(value)];
        return $"{values.Average().ToString(format)} ± {values.StandardDeviation().ToString(format).TrimStart('+')}";
    }

    private static string WithInterval(IReadOnlyCollection<HeldOutFrame> frames, Func<HeldOutFrame, double> value, string format) =>
        $"{frames.Average(value).ToString(format)} {Bootstrap(frames, value, format)}";

    private static string Bootstrap(IEnumerable<HeldOutFrame> frames, Func<HeldOutFrame, double> value, string format)
    {
        (var low, var high) = BootstrapOverWells.OfMean(frames.Select(f => (f.Sequence, value(f))));
        return $"[{low.ToString(format)}, {high.ToString(format)}]";
    }
}
