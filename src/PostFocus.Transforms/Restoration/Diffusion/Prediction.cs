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

    /// <summary>
    /// The way from the frame to the truth, residual − noise·eps, along the straight line of <see cref="NoiseSchedule.Flow"/>. The network
    /// is told the image on the way, not the frame itself: so what it makes has the look of truths at the least cost in error, and is
    /// not one draw among all that the frame leaves open (Ohayon et al. 2025). Meant for frames that a regression has restored.
    /// </summary>
    Flow,
}
