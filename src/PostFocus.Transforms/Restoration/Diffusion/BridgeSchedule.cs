namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>
/// See <see cref="NoiseSchedule.Bridge"/>. With its own clock η = t², a Brownian bridge: alpha = 1 − η,
/// sigma² = noise²·η·(1 − η). Equal steps of t are then short near the truth, where noise would drown what is left to do.
/// </summary>
internal sealed class BridgeSchedule(double noise) : NoiseSchedule(ScheduleKind.Bridge, noise)
{
    public override double Alpha(double t) => 1 - Clock(t);

    public override double Sigma(double t) => noise * Math.Sqrt(Clock(t) * Alpha(t));

    /// <summary>
    /// The state at an earlier time, nearer to the truth, where x0 and the state at <paramref name="t"/> are known: the
    /// share of the state in its mean, that of x0 being the rest, and its standard deviation.
    /// </summary>
    public (double Keep, double Deviation) Between(double t, double earlier)
    {
        var keep = Clock(earlier) / Clock(t);
        return (keep, noise * Math.Sqrt(keep * (Clock(t) - Clock(earlier))));
    }

    private static double Clock(double t) => Math.Pow(Math.Clamp(t, 0, 1), 2);
}
