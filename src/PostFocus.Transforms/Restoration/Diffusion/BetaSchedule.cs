namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>
/// A schedule given by the variances β of discrete steps (Ho et al. 2020, eq. 4): alpha² = Π(1 − β) up to step t·T;
/// between two steps its logarithm is linear.
/// </summary>
internal sealed class BetaSchedule : NoiseSchedule
{
    private readonly double[] _logKept; // log alpha² after 0 … T steps

    public BetaSchedule(ScheduleKind kind, double[] betas, params double[] parameters)
        : base(kind, parameters)
    {
        _logKept = new double[betas.Length + 1];
        for (var i = 0; i < betas.Length; i++)
            _logKept[i + 1] = _logKept[i] + Math.Log(1 - betas[i]);
    }

    /// <summary>Steps from the image to noise.</summary>
    public int Steps => _logKept.Length - 1;

    public override double Alpha(double t) => Math.Exp(LogKept(t) / 2);

    public override double Sigma(double t) => Math.Sqrt(-double.ExpM1(LogKept(t)));

    private double LogKept(double t)
    {
        var position = Math.Clamp(t, 0, 1) * Steps;
        var step = Math.Min((int)position, Steps - 1);
        return double.Lerp(_logKept[step], _logKept[step + 1], position - step);
    }
}
