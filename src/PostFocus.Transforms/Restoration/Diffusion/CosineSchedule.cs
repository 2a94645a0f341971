namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>See <see cref="NoiseSchedule.Cosine"/>.</summary>
internal sealed class CosineSchedule() : NoiseSchedule(ScheduleKind.Cosine)
{
    public override double Alpha(double t) => t >= 1 ? 0 : Math.Cos(Math.PI / 2 * t);

    public override double Sigma(double t) => t >= 1 ? 1 : Math.Sin(Math.PI / 2 * t);
}
