using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Tests.Restoration.Diffusion;

public class SamplerTests
{
    private static readonly Dictionary<string, NoiseSchedule> s_schedules = new()
    {
        ["cosine"] = NoiseSchedule.Cosine,
        ["linear"] = NoiseSchedule.Linear(),
        ["published cosine"] = NoiseSchedule.NicholDhariwal(),
        ["karras"] = NoiseSchedule.Karras(),
        ["bridge"] = NoiseSchedule.Bridge(),
        ["flow"] = NoiseSchedule.Flow(1),
    };

    [Theory]
    [InlineData(Sampler.Ddim, "cosine", 250, 0)]
    [InlineData(Sampler.Ddim, "linear", 750, 0)]
    [InlineData(Sampler.Ddim, "published cosine", 250, 0)]
    [InlineData(Sampler.Ddim, "karras", 500, 0)]
    [InlineData(Sampler.Ddim, "cosine", 500, 0.5)]
    [InlineData(Sampler.Ddpm, "cosine", 750, 0)]
    [InlineData(Sampler.Ddpm, "linear", 2000, 0)]
    [InlineData(Sampler.Ddpm, "published cosine", 750, 0)]
    [InlineData(Sampler.Ddpm, "karras", 1000, 0)]
    [InlineData(Sampler.Ddim, "flow", 250, 0)]
    [InlineData(Sampler.DpmSolver, "cosine", 25, 0)]
    [InlineData(Sampler.DpmSolver, "linear", 100, 0)]
    [InlineData(Sampler.DpmSolver, "published cosine", 25, 0)]
    [InlineData(Sampler.DpmSolver, "karras", 50, 0)]
    [InlineData(Sampler.Bridge, "bridge", 500, 0)]
    [Trait("Speed", "Slow")]
    public void SamplesOfGaussianDataHaveItsMeanAndVariance(Sampler sampler, string schedule, int steps, double eta)
    {
        (var mean, var deviation) = GaussianData.Moments(GaussianData.Draw(sampler, s_schedules[schedule], steps, eta));
        Assert.InRange(mean / GaussianData.Mean, 0.98, 1.02);
        Assert.InRange(Math.Pow(deviation / GaussianData.Deviation, 2), 0.98, 1.02);
    }

    [Theory]
    [InlineData(Sampler.Ddim, "cosine", 32, 1)]
    [InlineData(Sampler.Ddim, "linear", 32, 1)]
    [InlineData(Sampler.Ddim, "karras", 32, 1)]
    [InlineData(Sampler.DpmSolver, "cosine", 256, 2)] // slow to begin: log(alpha / sigma) has no end at t = 1
    [InlineData(Sampler.DpmSolver, "linear", 128, 2)]
    [InlineData(Sampler.DpmSolver, "karras", 32, 2)]
    [Trait("Speed", "Slow")]
    public void TheErrorFallsWithTheStepByTheOrderOfTheSampler(Sampler sampler, string schedule, int coarse, int order)
    {
        // The flow of Gaussian data is linear: the sample of noise z is m + s·(x_1 − a·m) / √(a²·s² + σ²) at t = 1.
        double[] errors = [.. new[] { coarse, 2 * coarse, 4 * coarse, 8 * coarse }.Select(n => Error(sampler, s_schedules[schedule], n))];
        var slope = Math.Log2(errors[0] / errors[^1]) / 3;
        Assert.InRange(slope, order - 0.25, order + 0.35);
    }

    [Fact]
    public void AStepOfDdimHasTheBitsOfTheFirstModelsSampler()
    {
        // As in the version whose zips know no other sampler, for time t: cos(πt/2) and sin(πt/2) are alpha and sigma.
        var expected = KeyedNoise.Gaussian(1000, 1, 1, 0);
        Denoiser denoise = (states, t) => new([.. states.Select(s => Array.ConvertAll(s, x => (float)Math.Tanh(x + t)))]);
        IReadOnlyList<float[]> estimates = [];
        for (var step = 0; step < 5; step++)
        {
            double t = 1 - step / 5.0,
                next = 1 - (step + 1) / 5.0;
            estimates = denoise([expected], t).X0;
            var keep = (float)(Math.Sin(Math.PI / 2 * next) / (step == 0 ? 1 : Math.Sin(Math.PI / 2 * t)));
            var add = (float)(Math.Cos(Math.PI / 2 * next) - keep * (step == 0 ? 0 : Math.Cos(Math.PI / 2 * t)));
            for (var p = 0; p < expected.Length; p++)
                expected[p] = keep * expected[p] + add * estimates[0][p];
        }
        Assert.Equal(
            estimates[0],
            Sampler.Ddim.Sample(denoise, NoiseSchedule.Cosine, 5, 0, 1, (k, draw) => KeyedNoise.Gaussian(1000, 1, 1, k, draw))[0]
        );
    }

    [Theory]
    [InlineData(Sampler.Ddim)]
    [InlineData(Sampler.Ddpm)]
    [InlineData(Sampler.DpmSolver)]
    public void OneStepIsTheDenoisersAnswerToPureNoise(Sampler sampler)
    {
        var samples = sampler.Sample(
            (states, t) => new([.. states.Select(s => new[] { (float)t, s[0] })]),
            NoiseSchedule.Cosine,
            1,
            0,
            1,
            (_, _) => [3f]
        );
        Assert.Equal([1f, 3f], samples[0]);
    }

    [Theory]
    [InlineData(Sampler.Ddim, 0)]
    [InlineData(Sampler.Ddim, 1)]
    [InlineData(Sampler.Ddpm, 0)]
    [InlineData(Sampler.DpmSolver, 0)]
    public void ASampleDoesNotDependOnThoseBesideIt(Sampler sampler, double eta)
    {
        float[][] Samples(int count) =>
            [
                .. sampler.Sample(
                    GaussianData.Denoiser(NoiseSchedule.Cosine),
                    NoiseSchedule.Cosine,
                    4,
                    eta,
                    count,
                    (k, draw) => KeyedNoise.Gaussian(100, 1, 1, k, draw)
                ),
            ];
        Assert.Equal(Samples(1)[0], Samples(3)[0]);
        Assert.NotEqual(Samples(3)[1], Samples(3)[2]);
    }

    [Fact]
    public void DdpmIsDdimWithAllOfItsNoiseFresh() =>
        Assert.Equal(
            GaussianData.Draw(Sampler.Ddim, NoiseSchedule.Linear(), 10, eta: 1),
            GaussianData.Draw(Sampler.Ddpm, NoiseSchedule.Linear(), 10)
        );

    private static double Error(Sampler sampler, NoiseSchedule schedule, int steps)
    {
        double a = schedule.Alpha(1),
            sigma = schedule.Sigma(1);
        var scale = GaussianData.Deviation / double.Hypot(a * GaussianData.Deviation, sigma);
        return GaussianData
            .Draw(sampler, schedule, steps)
            .Zip(GaussianData.Noise(0, 0), (x, z) => Math.Abs(x - (GaussianData.Mean + scale * (sigma * z - a * GaussianData.Mean))))
            .Average();
    }
}
