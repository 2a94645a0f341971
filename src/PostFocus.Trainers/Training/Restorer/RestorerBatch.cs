using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>What a network is trained or measured on at once.</summary>
/// <param name="Blurred">[N, 1, side, side], unit intensities; with neighbours [N, 5, side, side].</param>
/// <param name="X0">[N, 1, side, side], the image that is diffused.</param>
/// <param name="Times">N times in [0, 1].</param>
/// <param name="Noise">[N, 1, side, side], standard normal; a regression does not look at it.</param>
internal sealed record RestorerBatch(Tensor Blurred, Tensor X0, float[] Times, Tensor Noise);
