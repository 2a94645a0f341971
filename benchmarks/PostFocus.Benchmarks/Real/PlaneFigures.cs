using PostFocus.Imaging;
using PostFocus.Imaging.Metrics;

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
        double range = sorted[(int)(0.99 * (sorted.Length - 1))] - sorted[(int)(0.01 * (sorted.Length - 1))];
        return new(
            ImageMetrics.Psnr(truth.Counts, image, range),
            ImageMetrics.Pcc(truth.Counts, image),
            EdgeCorrelation.Pcc(truth.Counts, image, truth.Height, truth.Width),
            FineStructure.Pcc(truth.Counts, image, truth.Height, truth.Width),
            Deviation(image) / Deviation(truth.Counts)
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

    private static double Deviation(float[] image)
    {
        var mean = image.Average(v => (double)v);
        return Math.Sqrt(image.Average(v => (v - mean) * (v - mean)));
    }
}
