using PostFocus.Imaging;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Benchmarks.Real;

/// <summary>How near an image comes to the plane in focus.</summary>
/// <param name="Psnr">In dB, the range being the truth's from its 1st to its 99th percentile.</param>
/// <param name="Pcc">Pearson's correlation.</param>
/// <param name="EdgePcc">The same at the truth's edges.</param>
/// <param name="FinePcc">The same of what a Gaussian of <see cref="FineStructure.Sigma"/> pixels takes away.</param>
/// <param name="Contrast">Standard deviation as a share of the truth's.</param>
internal readonly record struct PlaneFigures(double Psnr, double Pcc, double EdgePcc, double FinePcc, double Contrast)
{
    public static PlaneFigures Of(Frame truth, float[] image)
    {
        float[] sorted = [.. truth.Counts.Order()];
        double range = Quantiles.Nearest<float>(sorted, 0.99) - Quantiles.Nearest<float>(sorted, 0.01);
        return new(
            ImageMetrics.Psnr(truth.Counts, image, range),
            ImageMetrics.Pcc(truth.Counts, image),
            EdgeCorrelation.Pcc(truth.Counts, image, truth.Height, truth.Width),
            FineStructure.Pcc(truth.Counts, image, truth.Height, truth.Width),
            Moments.Deviation<float>(image) / Moments.Deviation<float>(truth.Counts)
        );
    }

    /// <summary>Of two halves of a field.</summary>
    public static PlaneFigures Mean(IReadOnlyCollection<PlaneFigures> halves) =>
        new(
            halves.Average(f => f.Psnr),
            halves.Average(f => f.Pcc),
            halves.Average(f => f.EdgePcc),
            halves.Average(f => f.FinePcc),
            halves.Average(f => f.Contrast)
        );
}
