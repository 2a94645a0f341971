using PostFocus.Trainers.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>
/// StarDist's loss (Schmidt et al., MICCAI 2018, section 2): the binary cross-entropy of the depth, and the mean absolute error of the
/// distances, weighed by the depth. In the background, distances are drawn to zero, a little.
/// </summary>
/// <remarks>
/// Unlike there, errors count relative to the mean of a square's estimated distances, and squares by its inverse: else a spread cell counts
/// fifty times as much as a lymphocyte. Relative to the true ones, estimates would come out too small, as of cells that look alike the
/// smaller would count more.
/// </remarks>
internal static class SegmenterLoss
{
    private const double BackgroundWeight = 1e-4;
    private const double Epsilon = 1e-6; // for frames without cells
    private const double LeastRadius = 1; // pixels: what a network estimates at first

    /// <param name="output">[N, 1 + rays, H, W]: logits, then distances.</param>
    /// <param name="targets">Of the same shape: depths, then distances.</param>
    /// <param name="distanceWeight">Of the distances.</param>
    public static Tensor Of(Tensor output, Tensor targets, double distanceWeight)
    {
        var rays = targets.shape[1] - 1;
        Tensor depth = targets.narrow(1, 0, 1),
            distances = output.narrow(1, 1, rays),
            isBackground = depth.sign().Times(-1).Plus(1);
        using var least = LeastRadius.ToScalar();
        var radius = distances.detach().mean([1], keepdim: true).clamp(min: least);
        var weight = depth / radius;
        var errors = (distances - targets.narrow(1, 1, rays)).abs().mean([1], keepdim: true) / radius;
        var background = (isBackground * distances.abs()).mean().Times(BackgroundWeight);
        var weighed = (weight * errors).mean() / weight.mean().Plus(Epsilon);
        return nn.functional.binary_cross_entropy_with_logits(output.narrow(1, 0, 1), depth) + (weighed + background).Times(distanceWeight);
    }
}
