namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>What a restorer's network estimates, and which image is diffused.</summary>
public enum Prediction
{
    /// <summary>x0, where the diffused image is the scaled residual (truth − frame) / scale.</summary>
    ResidualX0,

    /// <summary>x0, where the diffused image is the truth in unit intensities.</summary>
    X0,

    /// <summary>v = alpha·eps − sigma·x0 of the truth (Salimans and Ho 2022, section 4).</summary>
    V,

    /// <summary>The noise eps in the state of the truth (Ho et al. 2020), as in the paper.</summary>
    Epsilon,

    /// <summary>
    /// The scaled residual (truth − frame) / scale from the frame alone, in one step: no diffusion, so neither schedule,
    /// sampler nor steps play a part.
    /// </summary>
    Regression,
}
