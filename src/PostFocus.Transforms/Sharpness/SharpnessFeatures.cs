using PostFocus.Imaging;
using PostFocus.Imaging.Focus;

namespace PostFocus.Transforms.Sharpness;

/// <summary>The measures of sharpness that are features, in the order of <see cref="Names"/>.</summary>
internal static class SharpnessFeatures
{
    public static readonly IReadOnlyList<string> Names =
    [
        "Tenengrad",
        "Brenner",
        "LaplacianVariance",
        "VollathF4",
        "VollathF5",
        "NormalizedVariance",
        "MiddleBandPower",
        "HighBandPower",
        "GradientKurtosis",
    ];

    public static float[] Of(Frame frame)
    {
        var variance = SharpnessMeasures.Variance(frame.Counts);
        var power = SharpnessMeasures.SpectrumShares(frame.Counts, frame.Height, frame.Width);
        return
        [
            (float)(SharpnessMeasures.Tenengrad(frame.Counts, frame.Height, frame.Width) / variance),
            (float)(SharpnessMeasures.Brenner(frame.Counts, frame.Height, frame.Width) / variance),
            (float)(SharpnessMeasures.LaplacianVariance(frame.Counts, frame.Height, frame.Width) / variance),
            (float)(SharpnessMeasures.VollathF4(frame.Counts, frame.Height, frame.Width) / variance),
            (float)(SharpnessMeasures.VollathF5(frame.Counts, frame.Height, frame.Width) / variance),
            (float)SharpnessMeasures.NormalizedVariance(frame.Counts),
            (float)power.Middle,
            (float)power.High,
            (float)SharpnessMeasures.GradientKurtosis(frame.Counts, frame.Height, frame.Width),
        ];
    }
}
