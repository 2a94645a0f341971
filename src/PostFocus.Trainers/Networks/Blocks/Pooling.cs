using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

internal static class Pooling
{
    /// <summary>3 × 3 maxima at every second pixel.</summary>
    public static Tensor Halve(Tensor input) => Maxima(input, 3, 2, padding: 1);

    /// <summary>Maxima of kernel × kernel pixels; rounding up, those that reach over the end count too.</summary>
    public static Tensor Maxima(Tensor input, int kernel, int stride, int padding = 0, bool roundUp = false) =>
        nn.functional.max_pool2d(input, [kernel, kernel], [stride, stride], [padding, padding], ceil_mode: roundUp);

    /// <summary>
    /// Means of side × side regions of about the same size, which overlap or repeat pixels where the size of the map is not a multiple.
    /// </summary>
    public static Tensor Average(Tensor input, int side) => nn.functional.adaptive_avg_pool2d(input, [side, side]);
}
