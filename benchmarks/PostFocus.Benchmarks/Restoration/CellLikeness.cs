using PostFocus.Imaging;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>How like to the truth a frame is where cells are, which are a small part of it: over their pixels in truth.</summary>
/// <param name="Psnr">Peak signal-to-noise ratio, dB, the sequence's intensity range being the data range.</param>
/// <param name="Pcc">Pearson's correlation.</param>
/// <param name="Contrast">Standard deviation as a share of the truth's: below 1 cells have faded.</param>
internal sealed record CellLikeness(double Psnr, double Pcc, double Contrast)
{
    private const int FewestPixels = 12;

    /// <summary>Null without a mask beside the frame, or where too little of a cell lies in it.</summary>
    /// <param name="shown">Counts, [height, width].</param>
    /// <param name="truth">The same in truth.</param>
    /// <param name="path">Of the recorded frame.</param>
    /// <param name="range">The sequence's intensity range, counts.</param>
    public static CellLikeness? Of(float[] shown, float[] truth, string path, double range)
    {
        if (!IsKnown(path))
            return null;
        float[] mask = FrameFile.Read(Mask(path)).Counts;
        float[] cells = [.. shown.Where((_, i) => mask[i] > 0)], inTruth = [.. truth.Where((_, i) => mask[i] > 0)];
        return cells.Length < FewestPixels ? null : new(
            ImageMetrics.Psnr(inTruth, cells, range), ImageMetrics.Pcc(inTruth, cells),
            Math.Sqrt(FocusMeasures.Variance(cells) / FocusMeasures.Variance(inTruth)));
    }

    /// <summary>Whether it is known where a recorded frame shows cells.</summary>
    public static bool IsKnown(string path) => File.Exists(Mask(path));

    private static string Mask(string path) => DataSet.Beside(path, "masks");
}
