using PostFocus.Imaging;
using PostFocus.Imaging.DataConsistency;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Statistics;
using PostFocus.Transforms.Sharpness;

namespace PostFocus.Transforms.Gate;

/// <summary>
/// What can be told of a restored frame without its truth, as numbers: its sharpness and what was gained of it, the spread of the
/// samples, the size of the change, what the restored frame, blurred again, leaves unexplained, and how sure the classifier was
/// that the recorded frame is out of focus. No network looks at the restored frame.
/// </summary>
/// <remarks>
/// Gain and offset of a camera change none of the numbers, as the intensity range goes with them. They depend on the pixel
/// size and on the number of samples.
/// </remarks>
internal static class RestorationEvidence
{
    // Of the intensity range, or pure numbers: what is smaller is as good as nothing.
    private const double LeastShare = 1e-4,
        LeastPower = 1e-6;

    // A logit: beyond it the classifier is sure, and how sure says nothing more.
    private const float MostScore = 8;

    // Of the sharpness features: has no place here, as it depends on the camera's offset; the contrast stands in for it.
    private const string NormalizedVariance = "NormalizedVariance";

    // Can be negative.
    private static readonly string[] s_linear = ["VollathF4", "VollathF5"];

    private static readonly string[] s_sharpness = [.. SharpnessFeatures.Names.Select(n => n == NormalizedVariance ? "Contrast" : n)];

    public static readonly IReadOnlyList<string> Names =
    [
        .. s_sharpness.Select(n => $"Restored{n}"),
        .. s_sharpness.Select(n => $"Gain{n}"),
        "Spread",
        "LargeSpread",
        "SpreadOverChange",
        "Change",
        "BrightnessShift",
        "Unexplained",
        "UnexplainedOverNoise",
        "UnexplainedLocally",
        "OutOfFocusScore",
    ];

    /// <summary>The numbers, in the order of the names; logarithms are to the base 10.</summary>
    /// <exception cref="FrameFormatException">The samples do not differ anywhere, or there was only one.</exception>
    public static float[] Of(RestoredRow row)
    {
        var range = row.Map.White - row.Map.Black;
        double[] before = Sharpness(row.Recorded.Frame, range),
            after = Sharpness(row.Restored.Frame, range);
        return
        [
            .. after.Select(v => (float)v),
            .. after.Zip(before, (a, b) => (float)(a - b)),
            .. Ensemble(row, range),
            .. Reblur(row.Recorded.Frame, row.Restored.Frame),
            Math.Clamp(row.Score, -MostScore, MostScore),
        ];
    }

    private static double[] Sharpness(Frame frame, double range)
    {
        var features = SharpnessFeatures.Of(frame);
        return
        [
            .. SharpnessFeatures.Names.Select(
                (name, i) =>
                    name == NormalizedVariance ? Log(Math.Sqrt(SharpnessMeasures.Variance(frame.Counts)) / range, LeastShare)
                    : s_linear.Contains(name) ? features[i]
                    : Log(features[i], LeastPower)
            ),
        ];
    }

    private static float[] Ensemble(RestoredRow row, double range)
    {
        // Pixels that carry no data were not restored.
        float[] recorded = Present(row.Recorded.Frame.Counts),
            restored = Present(row.Restored.Frame.Counts),
            sorted = [.. Present(row.Spread).Order()];
        if (sorted[^1] <= 0)
        {
            throw new FrameFormatException(
                row.Recorded.Name,
                null,
                $"the spread of the restored frame is 0 everywhere, so its samples cannot be compared. "
                    + "The gate needs frames restored with two samples or more."
            );
        }
        double sum = 0,
            squares = 0;
        for (var i = 0; i < recorded.Length; i++)
        {
            var difference = (double)restored[i] - recorded[i];
            sum += difference;
            squares += difference * difference;
        }
        double spread = sorted.Average(s => (double)s),
            change = Math.Sqrt(squares / recorded.Length);
        return
        [
            (float)Log(spread / range, LeastShare),
            (float)Log(Quantiles.Nearest<float>(sorted, 0.95) / range, LeastShare),
            (float)Log(spread / Math.Max(change, LeastShare * range), LeastShare),
            (float)Log(change / range, LeastShare),
            (float)Log(Math.Abs(sum / recorded.Length) / range, LeastShare),
        ];

        float[] Present(float[] image) => row.Recorded.Missing?.Present(image) ?? image;
    }

    private static float[] Reblur(Frame recorded, Frame restored)
    {
        var residual = ReblurConsistency.Measure(recorded.Counts, restored.Counts, recorded.Height, recorded.Width);
        return
        [
            (float)Log(residual.Share, LeastPower),
            (float)Log(residual.OverNoise, LeastPower),
            (float)Log(residual.LargestOverMedian, LeastPower),
        ];
    }

    private static double Log(double value, double least) => Math.Log10(Math.Max(value, least));
}
