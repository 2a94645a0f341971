namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>How samples are drawn from a trained diffusion.</summary>
public enum Sampler
{
    /// <summary>
    /// DDIM (Song et al. 2021): a sample is a smooth function of its first noise, or with eta above 0 of fresh noise too.
    /// </summary>
    Ddim,

    /// <summary>
    /// DDPM, ancestral sampling (Ho et al. 2020): fresh noise at every step, of the variance that the network has learnt, if
    /// any (Nichol and Dhariwal 2021), else of the smallest possible. Takes more steps than the others.
    /// </summary>
    Ddpm,

    /// <summary>DPM-Solver++(2M) (Lu et al. 2022): as DDIM, of second order.</summary>
    DpmSolver,

    /// <summary>
    /// From the blurred frame over a bridge with fresh noise at every step. In one step a plain regression; few steps give
    /// the right mean, but too small a spread.
    /// </summary>
    Bridge,

    /// <summary>From the blurred frame over a bridge without noise. Samples then differ by their orientation only.</summary>
    BridgeMean,
}
