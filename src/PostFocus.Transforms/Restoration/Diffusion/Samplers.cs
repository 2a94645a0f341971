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
    ) => new SampleStates(schedule, samples, noise).Walk(denoise, sampler.Plan(schedule, steps, eta), cancellation);

    /// <summary>The sampler's steps.</summary>
    /// <param name="sampler">Which one.</param>
    /// <param name="schedule">What the network was trained on.</param>
    /// <param name="steps">How many.</param>
    /// <param name="eta">DDIM's share of fresh noise.</param>
    public static IReadOnlyList<SamplerStep> Plan(this Sampler sampler, NoiseSchedule schedule, int steps, double eta) =>
        sampler switch
        {
            Sampler.Ddim => Plan(steps, (t, next, _) => Ddim(schedule, t, next, eta)),
            Sampler.Ddpm => Plan(steps, (t, next, _) => Ddpm(schedule, t, next)),
            Sampler.DpmSolver => Plan(steps, (t, next, before) => DpmSolver(schedule, t, next, before)),
            Sampler.Bridge => Plan(steps, (t, next, _) => Bridge((BridgeSchedule)schedule, t, next)),
            Sampler.BridgeMean => Plan(steps, (t, next, _) => Bridge((BridgeSchedule)schedule, t, next) with { Fresh = 0 }),
            _ => throw new ArgumentOutOfRangeException(nameof(sampler), sampler, "There is no such sampler."),
        };

    /// <summary>Steps of one length.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="step">Given its time, the next one, and the one before; that is null for the first step.</param>
    private static IReadOnlyList<SamplerStep> Plan(int steps, Func<double, double, double?, SamplerStep> step) =>
        [
            .. Enumerable.Range(0, steps - 1).Select(i => step(Time(i, steps), Time(i + 1, steps), i == 0 ? null : Time(i - 1, steps))),
            new(Time(steps - 1, steps), Keep: 0, Add: 1),
        ];

    private static double Time(int step, int steps) => 1 - (double)step / steps;

    /// <summary>Song et al. 2021, eq. 12 and 16: eta = 0 is deterministic, eta = 1 is DDPM's ancestral sampling.</summary>
    private static SamplerStep Ddim(NoiseSchedule schedule, double t, double next, double eta)
    {
        (var alpha, var sigma, var nextAlpha, var nextSigma) = (
            schedule.Alpha(t),
            schedule.Sigma(t),
            schedule.Alpha(next),
            schedule.Sigma(next)
        );
        var fresh = eta * nextSigma / sigma * Math.Sqrt(StepVariance.Between(schedule, t, next).Added);
        // x_s = alpha_s·x0 + √(sigma_s² − fresh²)·(x_t − alpha_t·x0) / sigma_t + fresh·eps
        var keep = (float)(Math.Sqrt(Math.Max(0, nextSigma * nextSigma - fresh * fresh)) / sigma);
        return new(t, keep, (float)(nextAlpha - keep * alpha), Fresh: (float)fresh);
    }

    /// <summary>
    /// Ho et al. 2020, algorithm 2: DDIM's steps with eta = 1, but with the variance that the network has learnt, if any.
    /// Where fewer steps are taken than trained on, its share applies to β and β̃ between the two times of the step
    /// (Nichol and Dhariwal 2021, section 4).
    /// </summary>
    private static SamplerStep Ddpm(NoiseSchedule schedule, double t, double next) =>
        Ddim(schedule, t, next, eta: 1) with
        {
            Learnt = StepVariance.Between(schedule, t, next),
        };

    /// <summary>
    /// Lu et al. 2022, algorithm 2: a step of DDIM to an x0 that is extrapolated linearly, in log(alpha / sigma), from the
    /// last two estimates to the middle of the step. The first and the last step are plain, as there is nothing to go by.
    /// </summary>
    private static SamplerStep DpmSolver(NoiseSchedule schedule, double t, double next, double? before)
    {
        var stepBefore = before is { } last ? LogRatio(t) - LogRatio(last) : double.PositiveInfinity;
        // From t = 1 with nothing of the image left, a step is infinitely long and the next one's share 0.
        var share = (float)(double.IsFinite(stepBefore) ? (LogRatio(next) - LogRatio(t)) / (2 * stepBefore) : 0);
        var keep = (float)(schedule.Sigma(next) / schedule.Sigma(t));
        return new(t, keep, (float)(schedule.Alpha(next) - keep * schedule.Alpha(t)), share);

        double LogRatio(double time) => Math.Log(schedule.Alpha(time) / schedule.Sigma(time));
    }

    /// <summary>
    /// Over a bridge, from a residual of zero, which is the blurred frame (Liu et al. 2023, algorithm 2); without fresh
    /// noise, Delbracio and Milanfar 2023.
    /// </summary>
    private static SamplerStep Bridge(BridgeSchedule schedule, double t, double next)
    {
        (var keep, var deviation) = schedule.Between(t, next);
        return new(t, (float)keep, (float)(1 - keep), Fresh: (float)deviation);
    }
}
