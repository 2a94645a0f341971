using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Benchmarks.Speed;

/// <summary>Networks that are nothing but convolutions of 3 × 3: what ONNX Runtime makes of the machine at best.</summary>
internal static class ConvolutionPeak
{
    private const int Layers = 4,
        Side = 48;

    public static IEnumerable<(string Name, byte[] Onnx)> Networks() =>
        new[] { 64, 128, 256 }.Select(channels => ($"{Layers} convolutions of {channels} channels ({Side} × {Side})", Of(channels)));

    private static byte[] Of(int channels)
    {
        using var scope = NewDisposeScope();
        var graph = new OnnxGraph("convolutions");
        var value = graph.Input("frame", OnnxValue.Batch, channels, Side, Side);
        for (var layer = 0; layer < Layers; layer++)
            value = graph.Convolution(
                value,
                graph.Constant(full(channels, channels, 3, 3, 1f / (9 * channels))),
                null,
                stride: 1,
                padding: 1,
                groups: 1
            );
        graph.Output("convolved", value);
        return graph.ToModel();
    }
}
