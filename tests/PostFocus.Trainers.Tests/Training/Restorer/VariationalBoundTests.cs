using PostFocus.Trainers.Tests.Networks;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Restoration.Diffusion;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Training.Restorer;

public class VariationalBoundTests
{
    public static TheoryData<NoiseSchedule, int, int> Steps =>
        new()
        {
            { NoiseSchedule.Linear(), 1000, 1 },
            { NoiseSchedule.Linear(), 1000, 2 },
            { NoiseSchedule.Linear(), 1000, 10 },
            { NoiseSchedule.Linear(), 1000, 300 },
            { NoiseSchedule.NicholDhariwal(), 1000, 1 },
            { NoiseSchedule.NicholDhariwal(), 1000, 5 },
            { NoiseSchedule.NicholDhariwal(), 1000, 900 },
            { NoiseSchedule.Linear(20, 0.01, 0.5), 20, 1 },
            { NoiseSchedule.Linear(20, 0.01, 0.5), 20, 3 },
            { NoiseSchedule.Linear(20, 0.01, 0.5), 20, 20 },
        };

    [Theory, MemberData(nameof(Steps))]
    public void ItIsTheDivergenceOfTheNetworksStepFromTheTrueOneOrTheCodeLengthOfTheImage(NoiseSchedule schedule, int steps, int step)
    {
        const double X0 = 0.3,
            Noise = -1.2,
            Estimate = -0.9,
            Share = 0.7;
        var (state, mean) = At(schedule, steps, step);
        var x = state.Alpha * X0 + state.Sigma * Noise;
        double known = mean(X0, x),
            told = mean((x - state.Sigma * Estimate) / state.Alpha, x);
        var variance = Math.Pow(state.Added, Share) * Math.Pow(state.Posterior, 1 - Share);
        var nats =
            step == 1
                ? Math.Log(2 * Math.PI * variance) / 2 + Math.Pow(X0 - told, 2) / (2 * variance)
                : (Math.Log(variance / state.Posterior) + (state.Posterior + Math.Pow(known - told, 2)) / variance - 1) / 2;
        using var scope = NewDisposeScope();
        var bound = Bound(
                schedule,
                steps,
                step,
                full(1, 1, 2, 2, (float)Estimate),
                full(1, 1, 2, 2, (float)Noise),
                full(1, 1, 2, 2, (float)Share)
            )
            .item<float>();
        Assert.Equal(1, bound / (nats / Math.Log(2) * steps), 1e-3);
    }

    /// <summary>
    /// Scalars of a normal distribution and the best estimate of their noise, of which only the mean square error counts. The
    /// variance of the step back is then known: p·β / (r²·p + β), p being that of the earlier state and r = alpha_t / alpha_s.
    /// </summary>
    [Theory, MemberData(nameof(Steps))]
    public void ItIsLeastWhereTheVarianceOfGaussianDataIsExact(NoiseSchedule schedule, int steps, int step)
    {
        const double Variance = 0.16;
        var (state, _) = At(schedule, steps, step);
        var total = state.Alpha * state.Alpha * Variance + state.Sigma * state.Sigma;
        var error = Math.Sqrt(state.Alpha * state.Alpha * Variance / total);
        var prior = state.EarlierAlpha * state.EarlierAlpha * Variance + state.EarlierSigma * state.EarlierSigma;
        var exact = prior * state.Added / ((1 - state.Added) * prior + state.Added);

        using var scope = NewDisposeScope();
        Tensor estimate = tensor([(float)error, (float)-error]).view(1, 1, 1, 2),
            noise = zeros(1, 1, 1, 2);
        double low = -20,
            high = 20; // the slope rises with the share
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            if (Slope(middle) < 0)
                low = middle;
            else
                high = middle;
        }
        Assert.Equal(1, Math.Pow(state.Added, low) * Math.Pow(state.Posterior, 1 - low) / exact, 2e-4);

        double Slope(double value)
        {
            using var inner = NewDisposeScope();
            var share = full(1, 1, 1, 2, (float)value).requires_grad_();
            Bound(schedule, steps, step, estimate, noise, share).backward();
            return share.grad!.sum().item<float>();
        }
    }

    [Fact]
    public void ItsGradientReachesTheVarianceOnly()
    {
        using var scope = NewDisposeScope();
        Tensor estimate = Weights.Noise(1, 3, 1, 4, 4).requires_grad_(),
            share = full(3, 1, 4, 4, 0.5f).requires_grad_();
        new VariationalBound(NoiseSchedule.Linear()).Of(estimate, Weights.Noise(2, 3, 1, 4, 4), share, [0.001f, 0.1f, 1]).backward();
        Assert.Null(estimate.grad);
        Assert.True(share.grad!.abs().min().item<float>() > 0);
    }

    private static Tensor Bound(NoiseSchedule schedule, int steps, int step, Tensor estimate, Tensor noise, Tensor share) =>
        new VariationalBound(schedule).Of(estimate, noise, share, [(float)step / steps]);

    private sealed record State(double Alpha, double Sigma, double EarlierAlpha, double EarlierSigma, double Added, double Posterior);

    /// <summary>
    /// β, β̃ (of the second step for the first) and the mean of the earlier state given x0 and the state, as Ho et al. 2020, eq. 7, have
    /// them.
    /// </summary>
    private static (State, Func<double, double, double> Mean) At(NoiseSchedule schedule, int steps, int step)
    {
        double Kept(int k) => Math.Pow(schedule.Alpha((double)k / steps), 2);
        double Added(int k) => 1 - Kept(k) / Kept(k - 1);
        double Posterior(int k) => (1 - Kept(k - 1)) / (1 - Kept(k)) * Added(k);
        double kept = Kept(step),
            earlier = Kept(step - 1),
            beta = Added(step);
        var state = new State(
            Math.Sqrt(kept),
            Math.Sqrt(1 - kept),
            Math.Sqrt(earlier),
            Math.Sqrt(1 - earlier),
            beta,
            Posterior(Math.Max(2, step))
        );
        return (state, (x0, x) => Math.Sqrt(earlier) * beta / (1 - kept) * x0 + Math.Sqrt(1 - beta) * (1 - earlier) / (1 - kept) * x);
    }
}
