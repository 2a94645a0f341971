namespace PostFocus.Trainers.Training.Restorer;

/// <summary>How a restorer's errors d, in the units of what it estimates, are weighed; the mean over pixels is the loss.</summary>
public enum RestorationLoss
{
    /// <summary>d²: where the truth cannot be told, the estimate is the mean of what it can be.</summary>
    MeanSquare,

    /// <summary>
    /// √(d² + ε²) with ε = 0.001 (Charbonnier et al. 1994), as good as |d| but smooth at 0; the paper's for regressions. The estimate
    /// is the median of what the truth can be, in which rare grains vanish.
    /// </summary>
    Charbonnier,
}
