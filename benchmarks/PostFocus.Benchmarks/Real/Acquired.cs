using PostFocus.Imaging;
using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Statistics;
using PostFocus.Testing;

namespace PostFocus.Benchmarks.Real;

/// <summary>What a frame is made noisier or smoother by, to see what depends on it.</summary>
/// <param name="Noise">
/// Standard deviation of added white noise as a share of the frame's range, from its 1st to its 99th percentile.
/// </param>
/// <param name="Smoothing">Standard deviation of a Gaussian, pixels; before the noise.</param>
internal readonly record struct Acquired(double Noise, double Smoothing)
{
    public string Name =>
        this switch
        {
            (0, 0) => "as recorded",
            (var noise, 0) => $"noise of {noise:P1}",
            (0, var smoothing) => $"Gaussian of {smoothing} px",
            _ => $"Gaussian of {Smoothing} px, noise of {Noise:P1}",
        };

    public Frame Apply(Frame frame)
    {
        var counts = frame.Counts;
        if (Smoothing > 0)
            counts =
            [
                .. GaussianBlur
                    .Apply([.. counts.Select(c => (double)c)], frame.Height, frame.Width, Smoothing, 4, Border.Mirrored)
                    .Select(c => (float)c),
            ];
        if (Noise > 0)
        {
            float[] sorted = [.. frame.Counts.Order()];
            var deviation = Noise * (Quantiles.Nearest<float>(sorted, 0.99) - Quantiles.Nearest<float>(sorted, 0.01));
            var random = new Random(1);
            counts = [.. counts.Select(c => (float)(c + deviation * random.Normal()))];
        }
        return new(frame.Height, frame.Width, counts, PixelType.Float32);
    }
}
