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
        var variance = FocusMeasures.Variance(frame.Counts);
        var power = FocusMeasures.SpectrumShares(frame.Counts, frame.Height, frame.Width);
        return
        [
            (float)(FocusMeasures.Tenengrad(frame.Counts, frame.Height, frame.Width) / variance),
            (float)(FocusMeasures.Brenner(frame.Counts, frame.Height, frame.Width) / variance),
            (float)(FocusMeasures.LaplacianVariance(frame.Counts, frame.Height, frame.Width) / variance),
            (float)(FocusMeasures.VollathF4(frame.Counts, frame.Height, frame.Width) / variance),
            (float)(FocusMeasures.VollathF5(frame.Counts, frame.Height, frame.Width) / variance),
            (float)FocusMeasures.NormalizedVariance(frame.Counts),
            (float)power.Middle,
            (float)power.High,
            (float)FocusMeasures.GradientKurtosis(frame.Counts, frame.Height, frame.Width),
        ];
    }
}
