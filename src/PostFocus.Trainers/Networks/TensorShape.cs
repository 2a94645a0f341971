using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>Shape checks ahead of libtorch, where a wrong shape can end the process.</summary>
internal static class TensorShape
{
    /// <summary>Throws unless each axis has the expected length; a negative one stands for any.</summary>
    public static void Check(Tensor tensor, string name, params long[] expected)
    {
        var shape = tensor.shape;
        if (shape.Length != expected.Length || shape.Where((length, axis) => expected[axis] >= 0 && length != expected[axis]).Any())
            throw new ArgumentException(
                $"{name} is [{string.Join(", ", shape)}], but must be [{string.Join(", ", expected.Select(e => e < 0 ? "any" : $"{e}"))}].", name);
    }
}
