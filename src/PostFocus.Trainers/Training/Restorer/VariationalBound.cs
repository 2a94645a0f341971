using PostFocus.Trainers.Torch;
using PostFocus.Transforms.Restoration.Diffusion;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>
/// What teaches a network the variance of the steps: the variational bound of the image's likelihood (Nichol and Dhariwal
/// 2021, section 3.1, eq. 4 to 7), without its last term, which knows no network.
/// </summary>
/// <remarks>
/// At the first step the image has a Gaussian density, not one in bins of an 8-bit image: frames here have up to 16 bits. As
/// β̃ is zero there, the second step's serves instead, as published.
/// </remarks>
internal sealed class VariationalBound
{
    private readonly Term[] _terms;

    /// <param name="schedule">One of discrete steps, two or more.</param>
    public VariationalBound(NoiseSchedule schedule)
    {
        var discrete = (BetaSchedule)schedule;
        _terms = [.. Enumerable.Range(1, discrete.Steps).Select(step => Term.Of(discrete, step))];
    }

    /// <summary>An estimate of the bound in bits a pixel, from one step of each image. Its gradient reaches the variance only.</summary>
    /// <param name="estimate">[N, 1, H, W], the network's estimate of the noise.</param>
    /// <param name="noise">[N, 1, H, W], the noise.</param>
    /// <param name="share">[N, 1, H, W], the share of β in the logarithm of the variance.</param>
    /// <param name="times">N times, each a step of the schedule.</param>
    public Tensor Of(Tensor estimate, Tensor noise, Tensor share, float[] times)
    {
        Term[] terms = [.. times.Select(t => _terms[(int)MathF.Round(t * _terms.Length) - 1])];
        var logVariance = Column(term => term.LogRatio) * share; // in units of β̃, as all variances here
        var expected = Column(term => term.Known) + Column(term => term.OfError) * (estimate.detach() - noise).Square();
        var nats = (logVariance + expected * (-logVariance).exp() + Column(term => term.Offset)).Times(0.5);
        return nats.mean().Times(_terms.Length / Math.Log(2));

        Tensor Column(Func<Term, double> value) => tensor([.. terms.Select(t => (float)value(t))], device: share.device).view(-1, 1, 1, 1);
    }

    /// <summary>
    /// One step's term: half of log variance + expected / variance + offset. For the divergence of two Gaussians, expected is
    /// the variance of the true one and the squared distance of the means; for a density, the latter only.
    /// </summary>
    /// <param name="LogRatio">log(β / β̃).</param>
    /// <param name="OfError">The squared distance of the means, by the squared error of the noise.</param>
    /// <param name="Known">The variance of the true step.</param>
    /// <param name="Offset">What does not depend on the network.</param>
    private sealed record Term(double LogRatio, double OfError, double Known, double Offset)
    {
        public static Term Of(BetaSchedule schedule, int step)
        {
            double t = (double)step / schedule.Steps,
                earlier = (double)(step - 1) / schedule.Steps;
            var variance = StepVariance.Between(schedule, t, earlier);
            var isFirst = step == 1;
            if (isFirst)
                variance = new(variance.Added, StepVariance.Between(schedule, 2 * t, t).Posterior);
            // The mean has alpha(earlier)·β / sigma² of x0, and x0 has sigma / alpha of the noise.
            var ofError = schedule.Alpha(earlier) * variance.Added / (schedule.Sigma(t) * schedule.Alpha(t));
            return new(
                variance.LogRatio,
                ofError * ofError / variance.Posterior,
                isFirst ? 0 : 1,
                isFirst ? Math.Log(2 * Math.PI * variance.Posterior) : -1
            );
        }
    }
}
