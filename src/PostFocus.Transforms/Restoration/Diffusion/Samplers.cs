namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>What is known of the samples at some time.</summary>
/// <param name="X0">An estimate of every x0.</param>
/// <param name="VarianceShares">Where the variance of steps is learnt, its shares v (see <see cref="StepVariance.Deviation"/>).</param>
internal sealed record Estimates(IReadOnlyList<float[]> X0, IReadOnlyList<float[]>? VarianceShares = null);

/// <summary>Estimates from the states x_t at time t.</summary>
internal delegate Estimates Denoiser(IReadOnlyList<float[]> states, double t);

/// <summary>Standard normal values of a sample; draw 0 starts it, draw n belongs to its n-th step.</summary>
internal delegate float[] NoiseSource(int sample, int draw);

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
        var states = Start(schedule, samples, noise);
        return Walk(
            denoise,
            states,
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
                Move(states, keep, (float)(nextAlpha - keep * alpha), estimates.X0);
                if (learnt && estimates.VarianceShares is { } shares)
                    Freshen(states, (k, p) => (float)variance.Deviation(shares[k][p]), step, noise);
                else
                    Freshen(states, (float)fresh, step, noise);
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
        var states = Start(schedule, samples, noise);
        IReadOnlyList<float[]> before = states;
        var stepBefore = double.PositiveInfinity;
        return Walk(
            denoise,
            states,
            steps,
            (step, t, next, estimates) =>
            {
                var logStep = LogRatio(next) - LogRatio(t);
                // From t = 1 with nothing of the image left, a step is infinitely long and the next one's share 0.
                var share = (float)(double.IsFinite(stepBefore) ? logStep / (2 * stepBefore) : 0);
                float[][] middle = [.. estimates.X0.Zip(before, (now, then) => now.Zip(then, (n, b) => n + share * (n - b)).ToArray())];
                (before, stepBefore) = (estimates.X0, logStep);
                var keep = (float)(schedule.Sigma(next) / schedule.Sigma(t));
                Move(states, keep, (float)(schedule.Alpha(next) - keep * schedule.Alpha(t)), middle);
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
        var states = Start(schedule, samples, noise);
        return Walk(
            denoise,
            states,
            steps,
            (step, t, next, estimates) =>
            {
                (var keep, var deviation) = schedule.Between(t, next);
                Move(states, (float)keep, (float)(1 - keep), estimates.X0);
                Freshen(states, fresh ? (float)deviation : 0, step, noise);
            },
            cancellation
        );
    }

    /// <summary>The states at t = 1, where alpha is 0 or as good as 0.</summary>
    private static float[][] Start(NoiseSchedule schedule, int samples, NoiseSource noise)
    {
        var sigma = (float)schedule.Sigma(1);
        return [.. Enumerable.Range(0, samples).Select(k => Array.ConvertAll(noise(k, 0), value => sigma * value))];
    }

    /// <summary>Has all but the last step taken to the next time, from the estimates at this one.</summary>
    private static IReadOnlyList<float[]> Walk(
        Denoiser denoise,
        float[][] states,
        int steps,
        Action<int, double, double, Estimates> take,
        CancellationToken cancellation
    )
    {
        for (var step = 0; ; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var t = 1 - (double)step / steps;
            var estimates = denoise(states, t);
            if (step == steps - 1)
                return estimates.X0;
            take(step, t, 1 - (double)(step + 1) / steps, estimates);
        }
    }

    /// <summary>state ← keep·state + add·x0</summary>
    private static void Move(float[][] states, float keep, float add, IReadOnlyList<float[]> estimates)
    {
        foreach ((var state, var x0) in states.Zip(estimates))
        {
            for (var p = 0; p < state.Length; p++)
                state[p] = keep * state[p] + add * x0[p];
        }
    }

    /// <summary>state ← state + deviation·noise</summary>
    private static void Freshen(float[][] states, float deviation, int step, NoiseSource noise)
    {
        if (deviation != 0)
            Freshen(states, (_, _) => deviation, step, noise);
    }

    /// <summary>The same with a deviation for each pixel of each sample.</summary>
    private static void Freshen(float[][] states, Func<int, int, float> deviation, int step, NoiseSource noise)
    {
        for (var k = 0; k < states.Length; k++)
        {
            var values = noise(k, step + 1);
            for (var p = 0; p < values.Length; p++)
                states[k][p] += deviation(k, p) * values[p];
        }
    }
}
