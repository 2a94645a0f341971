namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>Samples that are drawn side by side, on their way from t = 1 to t = 0.</summary>
/// <param name="schedule">What the network was trained on.</param>
/// <param name="samples">How many.</param>
/// <param name="noise">Their noise, as long as a state.</param>
internal sealed class SampleStates(NoiseSchedule schedule, int samples, NoiseSource noise)
{
    // At t = 1, where alpha is 0 or as good as 0.
    private readonly float[][] _states =
    [
        .. Enumerable.Range(0, samples).Select(k => Array.ConvertAll(noise(k, 0), value => (float)schedule.Sigma(1) * value)),
    ];

    /// <param name="denoise">The trained network.</param>
    /// <param name="plan">The sampler's steps.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    /// <returns>The last step's estimates.</returns>
    public IReadOnlyList<float[]> Walk(Denoiser denoise, IReadOnlyList<SamplerStep> plan, CancellationToken cancellation)
    {
        Estimates? before = null;
        for (var i = 0; ; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var estimates = denoise(_states, plan[i].Time);
            if (i == plan.Count - 1)
                return estimates.X0;
            Move(plan[i], before?.X0 ?? estimates.X0, estimates.X0);
            Freshen(plan[i], estimates.VarianceShares, i + 1);
            before = estimates;
        }
    }

    private void Move(SamplerStep step, IReadOnlyList<float[]> before, IReadOnlyList<float[]> estimates)
    {
        for (var k = 0; k < _states.Length; k++)
        {
            float[] state = _states[k],
                now = estimates[k],
                then = before[k];
            for (var p = 0; p < state.Length; p++)
                state[p] = step.Keep * state[p] + step.Add * (now[p] + step.Extrapolate * (now[p] - then[p]));
        }
    }

    private void Freshen(SamplerStep step, IReadOnlyList<float[]>? varianceShares, int draw)
    {
        if (step.Learnt is { } variance && varianceShares is not null)
            Freshen((k, p) => (float)variance.Deviation(varianceShares[k][p]), draw);
        else if (step.Fresh != 0)
            Freshen((_, _) => step.Fresh, draw);
    }

    /// <summary>state ← state + deviation·noise, with a deviation for each pixel of each sample.</summary>
    private void Freshen(Func<int, int, float> deviation, int draw)
    {
        for (var k = 0; k < _states.Length; k++)
        {
            var values = noise(k, draw);
            for (var p = 0; p < values.Length; p++)
                _states[k][p] += deviation(k, p) * values[p];
        }
    }
}
