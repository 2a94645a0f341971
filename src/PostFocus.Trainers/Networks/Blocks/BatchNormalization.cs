using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>Batch normalisation in evaluation mode.</summary>
internal static class BatchNormalization
{
    private const double Epsilon = 1e-5;

    public static BatchNorm2d Create(int channels) => nn.BatchNorm2d(channels, Epsilon);

    /// <summary>With its running statistics it is x · scale + shift.</summary>
    public static (Tensor Scale, Tensor Shift) Affine(this BatchNorm2d norm)
    {
        var scale = norm.weight! / (norm.running_var! + Epsilon).sqrt();
        return (scale, norm.bias! - norm.running_mean! * scale);
    }
}
