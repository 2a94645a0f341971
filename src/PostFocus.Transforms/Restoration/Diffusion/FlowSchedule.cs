namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>See <see cref="NoiseSchedule.Flow"/>.</summary>
internal sealed class FlowSchedule(double noise) : NoiseSchedule(ScheduleKind.Flow, noise)
{
    public override double Alpha(double t) => 1 - Math.Clamp(t, 0, 1);

    public override double Sigma(double t) => noise * Math.Clamp(t, 0, 1);
}
