using System.Numerics;
using PostFocus.Imaging;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>Checks of shapes: ahead of libtorch, where a wrong one can end the process, and of what networks give.</summary>
internal static class TensorShape
{
    /// <summary>Throws unless each axis has the expected length; a negative one stands for any.</summary>
    public static void Check(Tensor tensor, string name, params long[] expected)
    {
        var shape = tensor.shape;
        if (shape.Length != expected.Length || shape.Where((length, axis) => expected[axis] >= 0 && length != expected[axis]).Any())
            throw new ArgumentException(
                $"{name} is [{string.Join(", ", shape)}], but must be [{string.Join(", ", expected.Select(e => e < 0 ? "any" : $"{e}"))}].",
                name
            );
    }

    /// <summary>Throws unless the height or width is one of those that a network's layers can halve.</summary>
    public static void CheckMultiple(long length, int reduction, string name) =>
        Require.That(length % reduction == 0, length, $"Height and width must be multiples of {reduction}.", name);

    /// <summary>
    /// Throws unless a network's method gave the expected shape, the batch of an ONNX graph being
    /// <see cref="PostFocus.Trainers.Onnx.OnnxValue.Batch"/>.
    /// </summary>
    public static void CheckResult<T>(string network, string method, IReadOnlyList<T> shape, params IReadOnlyList<T> expected)
        where T : INumber<T>
    {
        if (!shape.SequenceEqual(expected))
            throw new PostFocusException($"The network {network} is wrong: {method} gave {Text(shape)}, but must give {Text(expected)}.");

        static string Text(IReadOnlyList<T> lengths) =>
            $"[{string.Join(", ", lengths.Select(length => T.IsZero(length) ? "N" : $"{length}"))}]";
    }
}
