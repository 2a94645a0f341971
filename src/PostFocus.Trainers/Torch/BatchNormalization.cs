using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Torch;

/// <summary>Batch normalisation in evaluation mode.</summary>
internal static class BatchNormalization
{
    public static BatchNorm2d Create(int channels, double epsilon = 1e-5) => nn.BatchNorm2d(channels, epsilon);

    /// <summary>With its running statistics it is x · scale + shift.</summary>
    public static (Tensor Scale, Tensor Shift) Affine(this BatchNorm2d norm)
    {
        var scale = norm.weight! / norm.running_var!.Plus(norm.eps).sqrt();
        return (scale, norm.bias! - norm.running_mean! * scale);
    }

    /// <summary>Makes it the identity.</summary>
    public static void PassThrough(this BatchNorm2d norm)
    {
        norm.weight!.copy_(Numbers.Constant(Math.Sqrt(1 + norm.eps)));
        norm.bias!.zero_();
        norm.running_mean!.zero_();
        norm.running_var!.copy_(ones(1));
    }
}
