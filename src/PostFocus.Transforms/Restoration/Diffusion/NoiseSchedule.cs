using PostFocus.Imaging;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>
/// The noise of a diffusion, one definition for training and sampling: x_t = alpha(t)·x0 + sigma(t)·eps for t in [0, 1],
/// from the image at t = 0 (alpha 1, sigma 0) to nearly or only noise at t = 1. alpha / sigma falls as t rises.
/// </summary>
public abstract class NoiseSchedule
{
    private readonly ScheduleKind _kind;
    private readonly double[] _parameters;

    private protected NoiseSchedule(ScheduleKind kind, params double[] parameters) => (_kind, _parameters) = (kind, parameters);

    /// <summary>
    /// alpha = cos(πt/2), sigma = sin(πt/2): the cosine schedule of Nichol and Dhariwal 2021, section 3.2, in continuous
    /// time and without its offset s. Nothing of the image is left at t = 1.
    /// </summary>
    public static NoiseSchedule Cosine { get; } = new CosineSchedule();

    /// <summary>Variances of the steps that rise linearly (Ho et al. 2020, section 4; the default is Wu et al. 2024's).</summary>
    /// <param name="steps">Steps from the image to noise, 1 to 100,000.</param>
    /// <param name="first">Variance of the first step, 0 to 0.999, above 0.</param>
    /// <param name="last">Variance of the last step, <paramref name="first"/> to 0.999.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static NoiseSchedule Linear(int steps = 1000, double first = 1e-4, double last = 0.05)
    {
        Require.Between(steps, 1, 100_000);
        Require.Between(first, double.Epsilon, 0.999);
        Require.Between(last, first, 0.999);
        return new BetaSchedule(
            ScheduleKind.Linear,
            [.. Enumerable.Range(0, steps).Select(i => first + (last - first) * i / Math.Max(1, steps - 1))],
            steps,
            first,
            last
        );
    }

    /// <summary>
    /// The cosine schedule as published (Nichol and Dhariwal 2021, eq. 17): in steps, with an offset, and with the
    /// variance of a step at most 0.999, so that a little of the image is left at t = 1.
    /// </summary>
    /// <param name="steps">Steps from the image to noise, 1 to 100,000.</param>
    /// <param name="offset">The offset s, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static NoiseSchedule NicholDhariwal(int steps = 1000, double offset = 0.008)
    {
        Require.Between(steps, 1, 100_000);
        Require.Between(offset, 0, 1);
        return new BetaSchedule(
            ScheduleKind.NicholDhariwal,
            [.. Enumerable.Range(0, steps).Select(i => Math.Min(0.999, 1 - Kept(i + 1) / Kept(i)))],
            steps,
            offset
        );

        double Kept(int step) => Math.Pow(Math.Cos(((double)step / steps + offset) / (1 + offset) * Math.PI / 2), 2);
    }

    /// <summary>
    /// Noise-to-signal ratios from <paramref name="least"/> to <paramref name="most"/> whose 1/<paramref name="rho"/>-th
    /// powers are evenly spaced, and 0 at t = 0 (Karras et al. 2022, eq. 5), with the state scaled to unit variance.
    /// </summary>
    /// <param name="least">sigma / alpha just above t = 0, 1e-5 to 1.</param>
    /// <param name="most">sigma / alpha at t = 1, 2 to 10,000.</param>
    /// <param name="rho">How densely small ratios are visited, 1 to 20.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static NoiseSchedule Karras(double least = 0.002, double most = 80, double rho = 7)
    {
        Require.Between(least, 1e-5, 1);
        Require.Between(most, 2, 10_000);
        Require.Between(rho, 1, 20);
        return new KarrasSchedule(least, most, rho);
    }

    /// <summary>
    /// A bridge: the state goes from the truth at t = 0 to the blurred frame, not to noise, at t = 1, and is noisy between
    /// (I2SB of Liu et al. 2023 with constant variance; without noise, InDI of Delbracio and Milanfar 2023). Only
    /// for <see cref="Prediction.ResidualX0"/>: alpha = 1 − t² is the share of the residual that the state has,
    /// sigma = noise·t·√(1 − t²).
    /// </summary>
    /// <param name="noise">Twice the noise's largest standard deviation, in that of the residuals, 0 to 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">The noise is out of its range.</exception>
    public static NoiseSchedule Bridge(double noise = 1)
    {
        Require.Between(noise, 0, 10);
        return new BridgeSchedule(noise);
    }

    /// <summary>
    /// A straight line from the frame with a little noise at t = 1 to the truth at t = 0 (rectified flow of Liu et al. 2023, from a frame
    /// as in Ohayon et al. 2025). Only for <see cref="Prediction.Flow"/>: alpha = 1 − t is the share of the residual that the state has,
    /// sigma = noise·t.
    /// </summary>
    /// <param name="noise">Standard deviation of the noise at t = 1, in that of the residuals, 0.01 to 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">The noise is out of its range.</exception>
    public static NoiseSchedule Flow(double noise = 0.5)
    {
        Require.Between(noise, 0.01, 10);
        return new FlowSchedule(noise);
    }

    /// <summary>Share of the image's amplitude at time <paramref name="t"/> in [0, 1].</summary>
    public abstract double Alpha(double t);

    /// <summary>Standard deviation of the noise at time <paramref name="t"/> in [0, 1].</summary>
    public abstract double Sigma(double t);

    /// <summary>Kind and parameters.</summary>
    public override string ToString() => $"{_kind}({string.Join(", ", _parameters)})";

    /// <summary>Written to a zip, or read from it.</summary>
    /// <exception cref="InvalidDataException">Not a schedule that this version knows.</exception>
    internal NoiseSchedule Through(ModelZipFields zip)
    {
        var kind = (ScheduleKind)zip.Field((byte)_kind);
        int count = zip.Field((byte)_parameters.Length);
        double[] parameters = [.. Enumerable.Range(0, count).Select(i => zip.Field(_parameters.ElementAtOrDefault(i)))];
        return (kind, parameters) switch
        {
            (ScheduleKind.Cosine, []) => Cosine,
            (ScheduleKind.Linear, [var steps, var first, var last]) => Linear((int)steps, first, last),
            (ScheduleKind.NicholDhariwal, [var steps, var offset]) => NicholDhariwal((int)steps, offset),
            (ScheduleKind.Karras, [var least, var most, var rho]) => Karras(least, most, rho),
            (ScheduleKind.Bridge, [var noise]) => Bridge(noise),
            (ScheduleKind.Flow, [var noise]) => Flow(noise),
            _ => throw new InvalidDataException(
                $"The model zip names a noise schedule {(byte)kind} with {parameters.Length} parameters, which this version does not know."
            ),
        };
    }
}
