using MathNet.Numerics.Statistics;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Intensity;

/// <summary>What defocus leaves of a frame: the means of 8 × 8 parts of it.</summary>
/// <param name="Parts">Mean counts, row-major.</param>
/// <param name="Mean">Mean count.</param>
/// <param name="Contrast">
/// Standard deviation of the means of 16 × 16 parts: fine enough for cells, coarse enough for defocus and noise.
/// </param>
/// <param name="Range">Counts between the 2nd and the 98th percentile.</param>
/// <param name="Darkest">The 0.2th percentile.</param>
/// <param name="Brightest">The 99.8th percentile.</param>
/// <param name="IsEmpty">Whether there is nothing to see (<see cref="FieldContrast"/>).</param>
internal sealed record CoarseFrame(
    double[] Parts,
    double Mean,
    double Contrast,
    double Range,
    double Darkest,
    double Brightest,
    bool IsEmpty
)
{
    private const int Side = 8,
        FineSide = 16;
    private const double Few = 0.002;

    public static CoarseFrame Of(Frame frame, MissingPixels? missing)
    {
        var counts = missing?.Fill(frame.Counts) ?? frame.Counts;
        var parts = PartMeans(counts, frame, Side);
        var sorted = SampledPlaces.Sorted(counts, without: null);
        var (low, high) = SampledPlaces.Range(sorted);
        var (darkest, brightest) =
            sorted.Length == 0 ? (0, 0) : (Quantiles.Nearest<float>(sorted, Few), Quantiles.Nearest<float>(sorted, 1 - Few));
        var isLarge = frame.Height >= FrameCheck.SmallestSide && frame.Width >= FrameCheck.SmallestSide;
        return new(
            parts,
            parts.Average(),
            PartMeans(counts, frame, FineSide).PopulationStandardDeviation(),
            high - low,
            darkest,
            brightest,
            isLarge && FieldContrast.IsEmpty(counts, frame.Height, frame.Width)
        );
    }

    private static double[] PartMeans(float[] counts, Frame frame, int side)
    {
        var parts = new double[side * side];
        for (var i = 0; i < parts.Length; i++)
        {
            var (row, column) = Math.DivRem(i, side);
            int top = row * frame.Height / side,
                bottom = (row + 1) * frame.Height / side,
                left = column * frame.Width / side,
                right = (column + 1) * frame.Width / side;
            double sum = 0;
            for (var y = top; y < bottom; y++)
                foreach (var count in counts.AsSpan(y * frame.Width + left, right - left))
                    sum += count;
            parts[i] = sum / Math.Max(1, (bottom - top) * (right - left));
        }
        return parts;
    }
}
