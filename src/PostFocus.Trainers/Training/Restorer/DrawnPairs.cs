namespace PostFocus.Trainers.Training.Restorer;

/// <summary>The numbers of a batch, before libtorch has them.</summary>
/// <param name="Blurred">[N, channels, side, side], unit intensities.</param>
/// <param name="Truth">[N, 1, side, side], unit intensities.</param>
/// <param name="Times">N times in [0, 1].</param>
/// <param name="NoiseSeed">Of the noise of a diffusion.</param>
internal sealed record DrawnPairs(float[] Blurred, float[] Truth, float[] Times, ulong NoiseSeed);
