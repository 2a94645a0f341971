using PostFocus.Imaging;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Benchmarks.Reality;

/// <summary>The figures by which a triplet of planes is compared with another.</summary>
internal static class TripletStatistics
{
    public static IReadOnlyList<(string Name, double Value)> Of(FocusTriplet triplet, double pixelSize)
    {
        float[] dark = triplet.Dark.Counts,
            focus = triplet.Focus.Counts,
            bright = triplet.Bright.Counts;
        var flat = triplet.Planes.ToDictionary(plane => plane.Name, plane => QuadraticLight.Divide(plane.Frame));
        var energy = GradientEnergy(triplet.Focus);
        return
        [
            ("PCC, dark side against focus", ImageMetrics.Pcc(focus, dark)),
            ("PCC, bright side against focus", ImageMetrics.Pcc(focus, bright)),
            ("PCC, dark against bright side", ImageMetrics.Pcc(dark, bright)),
            ("the same without uneven light, dark side against focus", ImageMetrics.Pcc(flat["focus"], flat["dark side"])),
            ("bright side against focus", ImageMetrics.Pcc(flat["focus"], flat["bright side"])),
            ("dark against bright side", ImageMetrics.Pcc(flat["dark side"], flat["bright side"])),
            ("gradient energy of focus's, dark side", GradientEnergy(triplet.Dark) / energy),
            ("bright side", GradientEnergy(triplet.Bright) / energy),
            .. triplet.Planes.Select(plane => ($"relative standard deviation, {plane.Name}", RelativeDeviation(plane.Frame.Counts))),
            .. triplet.Planes.Select(plane => ($"without uneven light, {plane.Name}", RelativeDeviation(flat[plane.Name]))),
            .. triplet.Planes.SelectMany(plane =>
                RadialSpectrum
                    .Bands(plane.Frame, pixelSize)
                    .Select(band =>
                        ($"power × 10⁵, {plane.Name}, periods {band.LongestMicrons:0.#}–{band.ShortestMicrons:0.#} µm", 1e5 * band.Power)
                    )
            ),
        ];
    }

    /// <summary>Mean squared difference of neighbouring pixels, noise included.</summary>
    private static double GradientEnergy(Frame frame)
    {
        double sum = 0;
        for (var y = 1; y < frame.Height; y++)
        for (var x = 1; x < frame.Width; x++)
        {
            var i = y * frame.Width + x;
            double dx = frame.Counts[i] - frame.Counts[i - 1],
                dy = frame.Counts[i] - frame.Counts[i - frame.Width];
            sum += dx * dx + dy * dy;
        }
        return sum / ((frame.Height - 1) * (frame.Width - 1));
    }

    private static double RelativeDeviation(float[] values) => Moments.Deviation<float>(values) / Moments.Mean<float>(values);
}
