namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>
/// A step of a sampler: the network's estimate of x0 at a time, and how it takes the state to the next one:
/// state ← Keep·state + Add·(x0 + Extrapolate·(x0 − x0 of the step before)) + Fresh·noise. The last step's estimate is the sample.
/// </summary>
/// <param name="Time">When the network is asked.</param>
/// <param name="Keep">Share of the state.</param>
/// <param name="Add">Share of the estimate.</param>
/// <param name="Extrapolate">How far beyond the estimate, in its change since the step before; 0 for the first step.</param>
/// <param name="Fresh">Standard deviation of fresh noise.</param>
/// <param name="Learnt">Where not null, a network that tells the variance of steps has its say instead of <paramref name="Fresh"/>.</param>
internal sealed record SamplerStep(double Time, float Keep, float Add, float Extrapolate = 0, float Fresh = 0, StepVariance? Learnt = null)
{
    /// <summary>Whether the step draws noise.</summary>
    public bool Draws(bool learnsVariance) => Fresh != 0 || (learnsVariance && Learnt is not null);
}
