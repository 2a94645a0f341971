using PostFocus.Imaging.Focus;

namespace PostFocus.Imaging.Metrics;

/// <summary>How like to the truth a frame is where cells are, which are a small part of it: over their pixels in truth.</summary>
/// <param name="Psnr">Peak signal-to-noise ratio, dB, the sequence's intensity range being the data range.</param>
/// <param name="Pcc">Pearson's correlation.</param>
/// <param name="Contrast">Standard deviation as a share of the truth's: below 1 cells have faded.</param>
internal sealed record CellLikeness(double Psnr, double Pcc, double Contrast)
{
    /// <param name="shown">Counts, [height, width].</param>
    /// <param name="truth">The same in truth.</param>
    /// <param name="mask">The pixels of cells.</param>
    /// <param name="range">The sequence's intensity range, counts.</param>
    public static CellLikeness Of(float[] shown, float[] truth, bool[] mask, double range)
    {
        float[] cells = [.. shown.Where((_, i) => mask[i])],
            inTruth = [.. truth.Where((_, i) => mask[i])];
        return new(
            ImageMetrics.Psnr(inTruth, cells, range),
            ImageMetrics.Pcc(inTruth, cells),
            Math.Sqrt(SharpnessMeasures.Variance(cells) / SharpnessMeasures.Variance(inTruth))
        );
    }
}
