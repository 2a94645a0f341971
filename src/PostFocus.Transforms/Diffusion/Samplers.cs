namespace PostFocus.Transforms.Diffusion;

/// <summary>An estimate of every x0 from the states x_t at time t.</summary>
internal delegate IReadOnlyList<float[]> Denoiser(IReadOnlyList<float[]> states, double t);

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
        this Sampler sampler, Denoiser denoise, NoiseSchedule schedule, int steps, double eta, int samples, NoiseSource noise,
        CancellationToken cancellation = default) => sampler switch
        {
            Sampler.Ddim => Ddim(denoise, schedule, steps, eta, samples, noise, cancellation),
            Sampler.Ddpm => Ddim(denoise, schedule, steps, 1, samples, noise, cancellation),
            Sampler.DpmSolver => DpmSolver(denoise, schedule, steps, samples, noise, cancellation),
            Sampler.Bridge => Bridge(denoise, (BridgeSchedule)schedule, steps, true, samples, noise, cancellation),
            _ => Bridge(denoise, (BridgeSchedule)schedule, steps, false, samples, noise, cancellation),
        };

    /// <summary>Song et al. 2021, eq. 12 and 16: eta = 0 is deterministic, eta = 1 is DDPM's ancestral sampling.</summary>
    public static IReadOnlyList<float[]> Ddim(
        Denoiser denoise, NoiseSchedule schedule, int steps, double eta, int samples, NoiseSource noise,
        CancellationToken cancellation = default)
    {
        float[][] states = Start(schedule, samples, noise);
        return Walk(denoise, states, steps, (step, t, next, estimates) =>
        {
            (double alpha, double sigma, double nextAlpha, double nextSigma) =
                (schedule.Alpha(t), schedule.Sigma(t), schedule.Alpha(next), schedule.Sigma(next));
            // The variance that the forward process adds from next to t, given x0 and x_t.
            double added = Math.Max(0, sigma * sigma - Math.Pow(alpha / nextAlpha * nextSigma, 2));
            double fresh = eta * nextSigma / sigma * Math.Sqrt(added);
            // x_s = alpha_s·x0 + √(sigma_s² − fresh²)·(x_t − alpha_t·x0) / sigma_t + fresh·eps
            float keep = (float)(Math.Sqrt(Math.Max(0, nextSigma * nextSigma - fresh * fresh)) / sigma);
            Step(states, keep, (float)(nextAlpha - keep * alpha), estimates, (float)fresh, step, noise);
        }, cancellation);
    }

    /// <summary>
    /// Lu et al. 2022, algorithm 2: a step of DDIM to an x0 that is extrapolated linearly, in log(alpha / sigma), from the
    /// last two estimates to the middle of the step. The first and the last step are plain, as there is nothing to go by.
    /// </summary>
    public static IReadOnlyList<float[]> DpmSolver(
        Denoiser denoise, NoiseSchedule schedule, int steps, int samples, NoiseSource noise, CancellationToken cancellation = default)
    {
        float[][] states = Start(schedule, samples, noise);
        IReadOnlyList<float[]> before = states;
        double stepBefore = double.PositiveInfinity;
        return Walk(denoise, states, steps, (step, t, next, estimates) =>
        {
            double logStep = LogRatio(next) - LogRatio(t);
            // From t = 1 with nothing of the image left, a step is infinitely long and the next one's share 0.
            float share = (float)(double.IsFinite(stepBefore) ? logStep / (2 * stepBefore) : 0);
            float[][] middle = [.. estimates.Zip(before, (now, then) => now.Zip(then, (n, b) => n + share * (n - b)).ToArray())];
            (before, stepBefore) = (estimates, logStep);
            float keep = (float)(schedule.Sigma(next) / schedule.Sigma(t));
            Step(states, keep, (float)(schedule.Alpha(next) - keep * schedule.Alpha(t)), middle, 0, step, noise);
        }, cancellation);

        double LogRatio(double t) => Math.Log(schedule.Alpha(t) / schedule.Sigma(t));
    }

    /// <summary>
    /// Over a bridge, from a residual of zero, which is the blurred frame (Liu et al. 2023, algorithm 2); without fresh
    /// noise, Delbracio and Milanfar 2023.
    /// </summary>
    public static IReadOnlyList<float[]> Bridge(
        Denoiser denoise, BridgeSchedule schedule, int steps, bool fresh, int samples, NoiseSource noise,
        CancellationToken cancellation = default)
    {
        float[][] states = Start(schedule, samples, noise);
        return Walk(denoise, states, steps, (step, t, next, estimates) =>
        {
            (double keep, double deviation) = schedule.Between(t, next);
            Step(states, (float)keep, (float)(1 - keep), estimates, fresh ? (float)deviation : 0, step, noise);
        }, cancellation);
    }

    /// <summary>The states at t = 1, where alpha is 0 or as good as 0.</summary>
    private static float[][] Start(NoiseSchedule schedule, int samples, NoiseSource noise)
    {
        float sigma = (float)schedule.Sigma(1);
        return [.. Enumerable.Range(0, samples).Select(k => Array.ConvertAll(noise(k, 0), value => sigma * value))];
    }

    /// <summary>Has all but the last step taken to the next time, from the estimates at this one.</summary>
    private static IReadOnlyList<float[]> Walk(
        Denoiser denoise, float[][] states, int steps, Action<int, double, double, IReadOnlyList<float[]>> take,
        CancellationToken cancellation)
    {
        for (int step = 0; ; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            double t = 1 - (double)step / steps;
            IReadOnlyList<float[]> estimates = denoise(states, t);
            if (step == steps - 1)
                return estimates;
            take(step, t, 1 - (double)(step + 1) / steps, estimates);
        }
    }

    /// <summary>state ← keep·state + add·x0 + fresh·noise</summary>
    private static void Step(
        float[][] states, float keep, float add, IReadOnlyList<float[]> estimates, float fresh, int step, NoiseSource noise)
    {
        for (int k = 0; k < states.Length; k++)
        {
            float[] state = states[k], x0 = estimates[k];
            for (int p = 0; p < state.Length; p++)
                state[p] = keep * state[p] + add * x0[p];
            if (fresh == 0)
                continue;
            float[] values = noise(k, step + 1);
            for (int p = 0; p < state.Length; p++)
                state[p] += fresh * values[p];
        }
    }
}
