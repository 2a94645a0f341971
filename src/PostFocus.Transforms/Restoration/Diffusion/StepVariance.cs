namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>
/// The variance of a step back from one time to an earlier one. It lies between what would be right if x0 were known, and
/// what the forward process adds, which is right where x0 is standard normal (Ho et al. 2020, section 3.2).
/// </summary>
/// <param name="added">What the forward process adds: β.</param>
/// <param name="posterior">With x0 known: β̃ (eq. 7).</param>
internal sealed class StepVariance(double added, double posterior)
{
    public double Added => added;

    public double Posterior => posterior;

    /// <summary>log(β / β̃).</summary>
    public double LogRatio { get; } = Math.Log(added / posterior);

    /// <summary>Of the step from <paramref name="t"/> to <paramref name="earlier"/>, be they neighbours on the schedule or not.</summary>
    public static StepVariance Between(NoiseSchedule schedule, double t, double earlier)
    {
        (var sigma, var earlierSigma) = (schedule.Sigma(t), schedule.Sigma(earlier));
        var added = Math.Max(0, sigma * sigma - Math.Pow(schedule.Alpha(t) / schedule.Alpha(earlier) * earlierSigma, 2));
        return new(added, Math.Pow(earlierSigma / sigma, 2) * added);
    }

    /// <summary>
    /// The standard deviation where a network tells the share v of β: log variance = v·log β + (1 − v)·log β̃ (Nichol and
    /// Dhariwal 2021, eq. 15).
    /// </summary>
    public double Deviation(double share) => Math.Sqrt(posterior) * Math.Exp(LogRatio * share / 2);
}
