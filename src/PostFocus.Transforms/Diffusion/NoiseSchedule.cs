namespace PostFocus.Transforms.Diffusion;

/// <summary>
/// The noise schedule of training and sampling: x_t = alpha(t)·x0 + sigma(t)·eps for t in [0, 1], variance preserving
/// (alpha² + sigma² = 1), from the image at t = 0 to pure noise at t = 1. The cosine schedule of Nichol and Dhariwal
/// 2021, section 3.2, in continuous time and without its offset s.
/// </summary>
public static class NoiseSchedule
{
    /// <summary>Share of the signal's amplitude at time <paramref name="t"/> in [0, 1].</summary>
    public static double Alpha(double t) => t >= 1 ? 0 : Math.Cos(Math.PI / 2 * t);

    /// <summary>Standard deviation of the noise at time <paramref name="t"/> in [0, 1].</summary>
    public static double Sigma(double t) => t >= 1 ? 1 : Math.Sin(Math.PI / 2 * t);
}
