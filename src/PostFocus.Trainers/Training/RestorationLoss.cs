namespace PostFocus.Trainers.Training;

/// <summary>How a restorer's errors d, in the units of what it estimates, are weighed; the mean over pixels is the loss.</summary>
public enum RestorationLoss
{
    /// <summary>d².</summary>
    MeanSquare,

    /// <summary>√(d² + ε²) with ε = 0.001 (Charbonnier et al. 1994), as good as |d| but smooth at 0; the paper's for regressions.</summary>
    Charbonnier,
}
