using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Tests.Restoration.Diffusion;

/// <summary>
/// Gaussian data, for which a step back of any length is Gaussian, and so has one right variance. A sampler that is given its
/// share must be right however few the steps; β̃ and β, the shares 0 and 1, are right for infinitely short ones only.
/// </summary>
public class StepVarianceTests
{
    private const double Variance = GaussianData.Deviation * GaussianData.Deviation;

    private static readonly Dictionary<string, NoiseSchedule> s_schedules = new()
    {
        ["linear"] = NoiseSchedule.Linear(),
        ["published cosine"] = NoiseSchedule.NicholDhariwal(),
    };

    [Theory]
    [InlineData("linear", 4)]
    [InlineData("linear", 20)]
    [InlineData("linear", 1000)]
    [InlineData("published cosine", 4)]
    [InlineData("published cosine", 20)]
    [InlineData("published cosine", 1000)]
    [Trait("Speed", "Slow")]
    public void WithTheRightShareTheStatesHaveTheRightMeanAndVarianceAfterStepsOfAnyLength(string schedule, int steps)
    {
        foreach ((var t, var mean, var variance) in States(s_schedules[schedule], steps, RightShare))
        {
            double alpha = s_schedules[schedule].Alpha(t),
                sigma = s_schedules[schedule].Sigma(t);
            Assert.Equal(alpha * GaussianData.Mean, mean, 1e-3);
            Assert.Equal(1, variance / (alpha * alpha * Variance + sigma * sigma), 2e-3);
        }
    }

    [Theory]
    [InlineData("linear", 0, 0.3)]
    [InlineData("linear", 1, 0.3)]
    [InlineData("published cosine", 0, 0.2)]
    [InlineData("published cosine", 1, 0.1)]
    public void WithTheSharesZeroAndOneTheyHaveNotInFewSteps(string schedule, double share, double wrong) =>
        Assert.Contains(
            States(s_schedules[schedule], 20, (_, _, _) => share),
            state =>
            {
                double alpha = s_schedules[schedule].Alpha(state.Time),
                    sigma = s_schedules[schedule].Sigma(state.Time);
                return Math.Abs(state.Variance / (alpha * alpha * Variance + sigma * sigma) - 1) > wrong;
            }
        );

    /// <summary>The sample is the estimate at the last step's time, so that this step must be short for the variance to be whole.</summary>
    [Fact]
    public void FortyStepsGiveTheDistributionOfTheDataOnlyWithTheRightShare()
    {
        var schedule = NoiseSchedule.NicholDhariwal();
        (double Mean, double Variance) Sample(Func<NoiseSchedule, double, double, double> share)
        {
            (var mean, var deviation) = GaussianData.Moments(
                Sampler.Ddpm.Sample(Denoiser(schedule, 40, share), schedule, 40, 0, 1, GaussianData.Noise)[0]
            );
            return (mean / GaussianData.Mean, deviation * deviation / Variance);
        }
        (var mean, var variance) = Sample(RightShare);
        Assert.InRange(mean, 0.98, 1.02);
        Assert.InRange(variance, 0.98, 1.02);
        // As a recursion of the moments gives it: 0.8272 and 1.0510.
        Assert.Equal(0.827, Sample((_, _, _) => 0).Variance, 2e-3);
        Assert.Equal(1.051, Sample((_, _, _) => 1).Variance, 2e-3);
    }

    [Fact]
    public void AShareOfZeroIsTheVarianceWithoutAShare()
    {
        var schedule = NoiseSchedule.Linear();
        var expected = GaussianData.Draw(Sampler.Ddpm, schedule, 10);
        var samples = Sampler.Ddpm.Sample(Denoiser(schedule, 10, (_, _, _) => 0), schedule, 10, 0, 1, GaussianData.Noise)[0];
        Assert.All(expected.Zip(samples), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Theory]
    [InlineData(Sampler.Ddim, 0)]
    [InlineData(Sampler.Ddim, 1)]
    [InlineData(Sampler.DpmSolver, 0)]
    public void OtherSamplersDoNotLookAtTheShare(Sampler sampler, double eta)
    {
        var schedule = NoiseSchedule.Linear();
        Assert.Equal(
            GaussianData.Draw(sampler, schedule, 10, eta),
            sampler.Sample(Denoiser(schedule, 10, RightShare), schedule, 10, eta, 1, GaussianData.Noise)[0]
        );
    }

    [Fact]
    public void EachPixelHasItsOwnShare()
    {
        var schedule = NoiseSchedule.Linear();
        Denoiser denoise = (states, _) =>
            new(
                [new float[2]],
                [
                    [0, 1],
                ]
            );
        // From x = 0 and with x0 = 0 the state is the fresh noise: √β̃ and √β of the step from 1 to 1/2.
        var seen = new List<float[]>();
        Sampler.Ddpm.Sample(
            (states, t) =>
            {
                seen.Add([.. states[0]]);
                return denoise(states, t);
            },
            schedule,
            2,
            0,
            1,
            (_, draw) => [draw, draw]
        );
        double kept = Math.Pow(schedule.Alpha(1) / schedule.Alpha(0.5), 2),
            variance = 1 - Math.Pow(schedule.Alpha(0.5), 2);
        Assert.Equal(Math.Sqrt((1 - kept) * variance / (1 - kept * Math.Pow(schedule.Alpha(0.5), 2))), seen[1][0], 1e-6);
        Assert.Equal(Math.Sqrt(1 - kept), seen[1][1], 1e-6);
    }

    /// <summary>Mean and variance of the states before each step.</summary>
    private static List<(double Time, double Mean, double Variance)> States(
        NoiseSchedule schedule,
        int steps,
        Func<NoiseSchedule, double, double, double> share
    )
    {
        var seen = new List<(double, double, double)>();
        var denoise = Denoiser(schedule, steps, share);
        Sampler.Ddpm.Sample(
            (states, t) =>
            {
                (var mean, var deviation) = GaussianData.Moments(states[0]);
                seen.Add((t, mean, deviation * deviation));
                return denoise(states, t);
            },
            schedule,
            steps,
            0,
            1,
            GaussianData.Noise
        );
        Assert.Equal(steps, seen.Count);
        return seen;
    }

    private static Denoiser Denoiser(NoiseSchedule schedule, int steps, Func<NoiseSchedule, double, double, double> share)
    {
        var best = GaussianData.Denoiser(schedule);
        return (states, t) =>
        {
            var v = share(schedule, t, t - 1.0 / steps);
            return best(states, t) with { VarianceShares = [.. states.Select(s => Array.ConvertAll(s, _ => (float)v))] };
        };
    }

    /// <summary>
    /// Of the variance of x_s given x_t, where x_s is normal with variance p = alpha_s²·variance + sigma_s² and
    /// x_t = r·x_s + √β·noise: p·β / (r²·p + β).
    /// </summary>
    private static double RightShare(NoiseSchedule schedule, double t, double s)
    {
        if (s <= 1e-9)
            return 0; // no noise is drawn in the last step
        double alpha = schedule.Alpha(s),
            known = Math.Pow(schedule.Sigma(s), 2),
            prior = alpha * alpha * Variance + known;
        double kept = Math.Pow(schedule.Alpha(t) / alpha, 2),
            added = 1 - kept;
        double right = prior * added / (kept * prior + added),
            least = known * added / (kept * known + added);
        return Math.Log(right / least) / Math.Log(added / least);
    }
}
