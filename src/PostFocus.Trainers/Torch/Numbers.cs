using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Torch;

/// <summary>
/// Arithmetic of tensors with numbers. TorchSharp's own operators convert the number and let it be collected, and so freed,
/// while libtorch still reads it, which spoils a training once in a great many steps. Here it is held until libtorch returns.
/// </summary>
internal static class Numbers
{
    public static Tensor Times(this Tensor tensor, double factor)
    {
        using var held = factor.ToScalar();
        return tensor.mul(held);
    }

    public static Tensor Plus(this Tensor tensor, double summand)
    {
        using var held = summand.ToScalar();
        return tensor.add(held);
    }

    public static Tensor Square(this Tensor tensor) => tensor * tensor;

    /// <summary>A tensor of one number.</summary>
    public static Tensor Constant(double value, params long[] shape)
    {
        using var held = value.ToScalar();
        return full(shape, held, ScalarType.Float32);
    }
}
