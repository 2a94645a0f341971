namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>See <see cref="NoiseSchedule.Karras"/>.</summary>
internal sealed class KarrasSchedule(double least, double most, double rho) : NoiseSchedule(ScheduleKind.Karras, least, most, rho)
{
    public override double Alpha(double t) => 1 / double.Hypot(1, NoiseToSignal(t));

    public override double Sigma(double t) => NoiseToSignal(t) * Alpha(t);

    private double NoiseToSignal(double t) =>
        t <= 0 ? 0 : Math.Pow(double.Lerp(Math.Pow(least, 1 / rho), Math.Pow(most, 1 / rho), Math.Min(t, 1)), rho);
}
