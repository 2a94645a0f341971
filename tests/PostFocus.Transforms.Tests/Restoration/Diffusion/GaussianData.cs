using System.Numerics;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Tests.Restoration.Diffusion;

/// <summary>
/// Scalars x0 ~ N(0.7, 0.4²), for which the best denoiser is known: E[x0 | x_t] = m + s²·a·(x − a·m) / (a²·s² + σ²). A
/// sampler that is given it must end at this distribution.
/// </summary>
internal static class GaussianData
{
    public const double Mean = 0.7,
        Deviation = 0.4;

    /// <summary>More than the steps of any test.</summary>
    private const int Count = 4096;

    public static Denoiser Denoiser(NoiseSchedule schedule) =>
        (states, t) =>
        {
            double a = schedule.Alpha(t),
                sigma = schedule.Sigma(t),
                variance = Deviation * Deviation;
            var gain = a == 0 ? 0 : variance * a / (a * a * variance + sigma * sigma);
            return new([.. states.Select(state => Array.ConvertAll(state, x => (float)(Mean + gain * (x - a * Mean))))]);
        };

    /// <summary>
    /// The noise of <see cref="Count"/> samples, as pixels of one state: Walsh functions. Mean 0, variance 1 and no
    /// correlation between draws hold exactly, and with a linear denoiser the moments of the samples depend on nothing
    /// else: a test sees the sampler and not the draw.
    /// </summary>
    public static float[] Noise(int sample, int draw) =>
        [.. Enumerable.Range(0, Count).Select(i => BitOperations.PopCount((uint)(i & (draw + 1))) % 2 == 0 ? 1f : -1f)];

    public static float[] Draw(Sampler sampler, NoiseSchedule schedule, int steps, double eta = 0) =>
        sampler.Sample(Denoiser(schedule), schedule, steps, eta, 1, Noise)[0];

    public static (double Mean, double Deviation) Moments(float[] values)
    {
        var mean = values.Average(v => (double)v);
        return (mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))));
    }
}
