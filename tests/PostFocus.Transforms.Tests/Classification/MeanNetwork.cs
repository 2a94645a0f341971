using PostFocus.Transforms.Classification;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Classification;

/// <summary>
/// Networks whose outputs a test knows beforehand: logits −m and m, defocus m and −m, m the mean intensity in network units.
/// </summary>
internal static class MeanNetwork
{
    public const int Side = 16;

    public static FocusModel Model(bool estimatesDefocus = false) => new(Onnx(estimatesDefocus), Side);

    public static byte[] Onnx(bool estimatesDefocus) => Onnx(Node("GlobalAveragePool", ["frame"], "pooled"), estimatesDefocus);

    /// <summary>The same, m being the first pixel alone.</summary>
    public static byte[] CornerOnnx() =>
        Onnx(
            Node("AveragePool", ["frame"], "pooled", Integers("kernel_shape", 1, 1), Integers("strides", Side, Side)),
            estimatesDefocus: false
        );

    private static byte[] Onnx(byte[] pooling, bool estimatesDefocus)
    {
        byte[][] nodes =
        [
            pooling,
            Node("Flatten", ["pooled"], "mean"),
            Node("Neg", ["mean"], "minus"),
            Node("Concat", ["minus", "mean"], "logits", Axis(1)),
        ];
        // The order of the outputs must not matter.
        return estimatesDefocus
            ? TinyOnnx.Model(
                [.. nodes, Node("Concat", ["mean", "minus"], "defocus", Axis(1))],
                [Value("frame", Side, Side)],
                Value("defocus"),
                Value("logits")
            )
            : TinyOnnx.Model(nodes, [Value("frame", Side, Side)], Value("logits"));
    }
}
