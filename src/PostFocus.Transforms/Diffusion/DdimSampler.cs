namespace PostFocus.Transforms.Diffusion;

/// <summary>Deterministic sampling, Song et al. 2021 (DDIM), eq. 12 with sigma = 0, for a network that predicts x0.</summary>
internal static class DdimSampler
{
    /// <summary>An estimate of every x0 from the states x_t at time t.</summary>
    public delegate IReadOnlyList<float[]> Denoiser(IReadOnlyList<float[]> states, float t);

    /// <summary>Takes noise at t = 1 to samples at t = 0 in equal steps of t. The noise arrays are used as states.</summary>
    public static IReadOnlyList<float[]> Sample(
        Denoiser denoise, IReadOnlyList<float[]> noise, int steps, CancellationToken cancellation = default)
    {
        IReadOnlyList<float[]> estimates = noise;
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            double t = 1 - (double)step / steps, next = 1 - (double)(step + 1) / steps;
            estimates = denoise(noise, (float)t);
            if (step == steps - 1)
                break;

            // x_s = alpha_s·x0 + (sigma_s / sigma_t)·(x_t − alpha_t·x0)
            float keep = (float)(NoiseSchedule.Sigma(next) / NoiseSchedule.Sigma(t));
            float add = (float)(NoiseSchedule.Alpha(next) - keep * NoiseSchedule.Alpha(t));
            for (int i = 0; i < noise.Count; i++)
            {
                float[] state = noise[i], x0 = estimates[i];
                for (int p = 0; p < state.Length; p++)
                    state[p] = keep * state[p] + add * x0[p];
            }
        }
        return estimates;
    }
}
