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

    /// <summary>Has all but the last step taken to the next time, from the estimates at this one.</summary>
    /// <param name="denoise">The trained network.</param>
    /// <param name="steps">Calls of the denoiser.</param>
    /// <param name="take">Given the step, its time, the next one and the estimates.</param>
    /// <param name="cancellation">Ends the work between two steps.</param>
    /// <returns>The last step's estimates.</returns>
    public IReadOnlyList<float[]> Walk(
        Denoiser denoise,
        int steps,
        Action<int, double, double, Estimates> take,
        CancellationToken cancellation
    )
    {
        for (var step = 0; ; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var t = 1 - (double)step / steps;
            var estimates = denoise(_states, t);
            if (step == steps - 1)
                return estimates.X0;
            take(step, t, 1 - (double)(step + 1) / steps, estimates);
        }
    }

    /// <summary>state ← keep·state + add·x0</summary>
    public void Move(float keep, float add, IReadOnlyList<float[]> estimates)
    {
        foreach ((var state, var x0) in _states.Zip(estimates))
        {
            for (var p = 0; p < state.Length; p++)
                state[p] = keep * state[p] + add * x0[p];
        }
    }

    /// <summary>state ← state + deviation·noise</summary>
    public void Freshen(float deviation, int step)
    {
        if (deviation != 0)
            Freshen((_, _) => deviation, step);
    }

    /// <summary>The same with a deviation for each pixel of each sample.</summary>
    public void Freshen(Func<int, int, float> deviation, int step)
    {
        for (var k = 0; k < _states.Length; k++)
        {
            var values = noise(k, step + 1);
            for (var p = 0; p < values.Length; p++)
                _states[k][p] += deviation(k, p) * values[p];
        }
    }
}
