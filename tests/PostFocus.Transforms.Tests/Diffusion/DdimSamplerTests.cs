using PostFocus.Transforms.Diffusion;

namespace PostFocus.Transforms.Tests.Diffusion;

/// <summary>
/// For Gaussian data x0 ~ N(m, s²) the best denoiser is known: E[x0 | x_t] = m + s²·a·(x − a·m) / (a²·s² + σ²), and the
/// deterministic sampler must carry N(0, 1) to N(m, s²).
/// </summary>
public class DdimSamplerTests
{
    private const double Mean = 0.7, Deviation = 0.4;

    [Fact]
    public void SamplesOfGaussianDataHaveItsMeanAndDeviation()
    {
        (double mean, double deviation) = MomentsOfSamples(steps: 200);
        Assert.InRange(mean, Mean - 0.02 * Mean, Mean + 0.02 * Mean);
        Assert.InRange(deviation, Deviation - 0.02 * Deviation, Deviation + 0.02 * Deviation);
    }

    [Fact]
    public void TheErrorFallsInProportionToTheStep()
    {
        double coarse = Deviation - MomentsOfSamples(25).Deviation, fine = Deviation - MomentsOfSamples(50).Deviation;
        // First order: half the step, half the error.
        Assert.InRange(coarse / fine, 1.7, 2.3);
    }

    [Fact]
    public void OneStepIsTheDenoisersAnswerToPureNoise()
    {
        IReadOnlyList<float[]> samples = DdimSampler.Sample((states, t) => [.. states.Select(s => new[] { t, s[0] })], [[3f]], 1);
        Assert.Equal([1f, 3f], samples[0]);
    }

    [Fact]
    public void TheScheduleKeepsVariance()
    {
        for (double t = 0; t <= 1; t += 0.01)
            Assert.Equal(1, Math.Pow(NoiseSchedule.Alpha(t), 2) + Math.Pow(NoiseSchedule.Sigma(t), 2), 12);
        Assert.Equal(0, NoiseSchedule.Alpha(1));
        Assert.Equal(0, NoiseSchedule.Sigma(0));
    }

    private static (double Mean, double Deviation) MomentsOfSamples(int steps)
    {
        float[] noise = KeyedNoise.Gaussian(200_000, 1, 1, 1);
        double noiseMean = noise.Average();
        double noiseDeviation = Math.Sqrt(noise.Average(v => (v - noiseMean) * (v - noiseMean)));
        // Standardised, so that the test sees the sampler and not the draw.
        for (int i = 0; i < noise.Length; i++)
            noise[i] = (float)((noise[i] - noiseMean) / noiseDeviation);
        float[] sample = DdimSampler.Sample(BestDenoiser, [noise], steps)[0];
        double mean = sample.Average();
        return (mean, Math.Sqrt(sample.Average(v => (v - mean) * (v - mean))));
    }

    private static float[][] BestDenoiser(IReadOnlyList<float[]> states, float t)
    {
        double a = NoiseSchedule.Alpha(t), sigma = NoiseSchedule.Sigma(t), s2 = Deviation * Deviation;
        double gain = s2 * a / (a * a * s2 + sigma * sigma);
        return [.. states.Select(state => state.Select(x => (float)(Mean + gain * (x - a * Mean))).ToArray())];
    }
}
