using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

internal static class Pooling
{
    /// <summary>3 × 3 maxima at every second pixel.</summary>
    public static Tensor Halve(Tensor input)
        => nn.functional.max_pool2d(input, [3, 3], [2, 2], [1, 1]);
}
