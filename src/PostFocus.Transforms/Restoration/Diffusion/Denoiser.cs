namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>What is known of the samples at some time.</summary>
/// <param name="X0">An estimate of every x0.</param>
/// <param name="VarianceShares">Where the variance of steps is learnt, its shares v (see <see cref="StepVariance.Deviation"/>).</param>
internal sealed record Estimates(IReadOnlyList<float[]> X0, IReadOnlyList<float[]>? VarianceShares = null);

/// <summary>Estimates from the states x_t at time t.</summary>
internal delegate Estimates Denoiser(IReadOnlyList<float[]> states, double t);

/// <summary>Standard normal values of a sample; draw 0 starts it, draw n belongs to its n-th step.</summary>
internal delegate float[] NoiseSource(int sample, int draw);
