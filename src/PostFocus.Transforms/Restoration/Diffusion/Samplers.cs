namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>
/// A sampler is a function that takes a number of samples from t = 1 to t = 0 in equal steps of t. All schedules end
/// without noise, so the last step's estimate is the sample.
/// </summary>
internal static class Samplers
{
    /// <param name="sampler">Which one.</param>
    /// <param name="denoise">The trained network.</param>
    /// <param name="schedule">What it was trained on.</param>
    /// <param name="steps">Calls of the denoiser.</param>
    /// <param name="eta">DDIM's share of fresh noise.</param>
    /// <param name="samples">How many are drawn, side by side.</param>
    /// <param name="noise">Their noise, as long as a state.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    public static IReadOnlyList<float[]> Sample(
        this Sampler sampler,
        Denoiser denoise,
        NoiseSchedule schedule,
        int steps,
        double eta,
        int samples,
        NoiseSource noise,
        CancellationToken cancellation = default
    ) =>
        sampler switch
        {
            Sampler.Ddim => Ddim(denoise, schedule, steps, eta, samples, noise, cancellation),
            Sampler.Ddpm => Ddpm(denoise, schedule, steps, samples, noise, cancellation),
            Sampler.DpmSolver => DpmSolver(denoise, schedule, steps, samples, noise, cancellation),
            Sampler.Bridge => Bridge(denoise, (BridgeSchedule)schedule, steps, true, samples, noise, cancellation),
            Sampler.BridgeMean => Bridge(denoise, (BridgeSchedule)schedule, steps, false, samples, noise, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(sampler), sampler, "There is no such sampler."),
        };

    /// <summary>Song et al. 2021, eq. 12 and 16: eta = 0 is deterministic, eta = 1 is DDPM's ancestral sampling.</summary>
    public static IReadOnlyList<float[]> Ddim(
        Denoiser denoise,
        NoiseSchedule schedule,
        int steps,
        double eta,
        int samples,
        NoiseSource noise,
        CancellationToken cancellation = default
    ) => Ddim(denoise, schedule, steps, eta, learnt: false, samples, noise, cancellation);

    /// <summary>
    /// Ho et al. 2020, algorithm 2: DDIM's steps with eta = 1, but with the variance that the network has learnt, if any.
    /// Where fewer steps are taken than trained on, its share applies to β and β̃ between the two times of the step
    /// (Nichol and Dhariwal 2021, section 4).
    /// </summary>
    public static IReadOnlyList<float[]> Ddpm(
        Denoiser denoise,
        NoiseSchedule schedule,
        int steps,
        int samples,
        NoiseSource noise,
        CancellationToken cancellation = default
    ) => Ddim(denoise, schedule, steps, eta: 1, learnt: true, samples, noise, cancellation);

    private static IReadOnlyList<float[]> Ddim(
        Denoiser denoise,
        NoiseSchedule schedule,
        int steps,
        double eta,
        bool learnt,
        int samples,
        NoiseSource noise,
        CancellationToken cancellation
    )
    {
        var states = new SampleStates(schedule, samples, noise);
        return states.Walk(
            denoise,
            steps,
            (step, t, next, estimates) =>
            {
                (var alpha, var sigma, var nextAlpha, var nextSigma) = (
                    schedule.Alpha(t),
                    schedule.Sigma(t),
                    schedule.Alpha(next),
                    schedule.Sigma(next)
                );
                var variance = StepVariance.Between(schedule, t, next);
                var fresh = eta * nextSigma / sigma * Math.Sqrt(variance.Added);
                // x_s = alpha_s·x0 + √(sigma_s² − fresh²)·(x_t − alpha_t·x0) / sigma_t + fresh·eps
                var keep = (float)(Math.Sqrt(Math.Max(0, nextSigma * nextSigma - fresh * fresh)) / sigma);
                states.Move(keep, (float)(nextAlpha - keep * alpha), estimates.X0);
                if (learnt && estimates.VarianceShares is { } shares)
                    states.Freshen((k, p) => (float)variance.Deviation(shares[k][p]), step);
                else
                    states.Freshen((float)fresh, step);
            },
            cancellation
        );
    }

    /// <summary>
    /// Lu et al. 2022, algorithm 2: a step of DDIM to an x0 that is extrapolated linearly, in log(alpha / sigma), from the
    /// last two estimates to the middle of the step. The first and the last step are plain, as there is nothing to go by.
    /// </summary>
    public static IReadOnlyList<float[]> DpmSolver(
        Denoiser denoise,
        NoiseSchedule schedule,
        int steps,
        int samples,
        NoiseSource noise,
        CancellationToken cancellation = default
    )
    {
        var states = new SampleStates(schedule, samples, noise);
        IReadOnlyList<float[]>? before = null;
        var stepBefore = double.PositiveInfinity;
        return states.Walk(
            denoise,
            steps,
            (step, t, next, estimates) =>
            {
                var logStep = LogRatio(next) - LogRatio(t);
                // From t = 1 with nothing of the image left, a step is infinitely long and the next one's share 0.
                var share = (float)(double.IsFinite(stepBefore) ? logStep / (2 * stepBefore) : 0);
                float[][] middle =
                [
                    .. estimates.X0.Zip(before ?? estimates.X0, (now, then) => now.Zip(then, (n, b) => n + share * (n - b)).ToArray()),
                ];
                (before, stepBefore) = (estimates.X0, logStep);
                var keep = (float)(schedule.Sigma(next) / schedule.Sigma(t));
                states.Move(keep, (float)(schedule.Alpha(next) - keep * schedule.Alpha(t)), middle);
            },
            cancellation
        );

        double LogRatio(double t) => Math.Log(schedule.Alpha(t) / schedule.Sigma(t));
    }

    /// <summary>
    /// Over a bridge, from a residual of zero, which is the blurred frame (Liu et al. 2023, algorithm 2); without fresh
    /// noise, Delbracio and Milanfar 2023.
    /// </summary>
    public static IReadOnlyList<float[]> Bridge(
        Denoiser denoise,
        BridgeSchedule schedule,
        int steps,
        bool fresh,
        int samples,
        NoiseSource noise,
        CancellationToken cancellation = default
    )
    {
        var states = new SampleStates(schedule, samples, noise);
        return states.Walk(
            denoise,
            steps,
            (step, t, next, estimates) =>
            {
                (var keep, var deviation) = schedule.Between(t, next);
                states.Move((float)keep, (float)(1 - keep), estimates.X0);
                states.Freshen(fresh ? (float)deviation : 0, step);
            },
            cancellation
        );
    }
}
