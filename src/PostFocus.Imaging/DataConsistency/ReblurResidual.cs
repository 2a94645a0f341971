namespace PostFocus.Imaging.DataConsistency;

/// <summary>What of a recorded frame its restored frame does not explain.</summary>
/// <param name="Share">Mean square of the residual over the variance of the recorded frame: 0 explained, 1 nothing is.</param>
/// <param name="OverNoise">
/// Mean square of the residual over that of the recorded frame's noise (<see cref="NoiseLevel"/>): about 1 where nothing but
/// noise is left.
/// </param>
/// <param name="LargestOverMedian">
/// Largest root mean square of the residual in a block of 8 × 8 pixels over the median of the blocks: large where one
/// place is not explained and the rest is.
/// </param>
public readonly record struct ReblurResidual(double Share, double OverNoise, double LargestOverMedian);
