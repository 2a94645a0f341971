using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PostFocus.Testing;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>
/// Additions and multiplications of one run of a network on one item, in its convolutions and matrix products: counted from the
/// shapes that ONNX Runtime reports of every node, unfused.
/// </summary>
internal static class NetworkFlops
{
    public static double Of(ReadOnlyMemory<byte> onnx)
    {
        using var folder = new TemporaryFolder();
        using var options = new SessionOptions
        {
            EnableProfiling = true,
            ProfileOutputPathPrefix = folder["profile"],
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        string profile;
        using (var session = new InferenceSession(onnx.ToArray(), options))
        {
            using (
                session.Run([
                    .. session.InputMetadata.Select(input =>
                        NamedOnnxValue.CreateFromTensor(
                            input.Key,
                            new DenseTensor<float>([.. input.Value.Dimensions.Select(d => Math.Max(1, d))])
                        )
                    ),
                ])
            ) { }
            profile = session.EndProfiling();
        }
        using var events = JsonDocument.Parse(File.ReadAllBytes(profile));
        return events.RootElement.EnumerateArray().Sum(OfNode);
    }

    private static double OfNode(JsonElement profiled)
    {
        if (
            !profiled.TryGetProperty("args", out var about)
            || !about.TryGetProperty("op_name", out var name)
            || !about.TryGetProperty("output_type_shape", out var outputs)
        )
        {
            return 0;
        }
        var inputs = Shapes(about.GetProperty("input_type_shape"));
        var output = Shapes(outputs)[0];
        return 2
            * (
                name.GetString() switch
                {
                    // Kernels: [output channels, input channels of a group, height, width].
                    "Conv" => Volume(output) * Volume(inputs[1][1..]),
                    // Kernels: [input channels, output channels of a group, height, width].
                    "ConvTranspose" => Volume(inputs[0]) * Volume(inputs[1][1..]),
                    "MatMul" => Volume(output) * inputs[0][^1],
                    "Gemm" => Volume(output) * Volume(inputs[1]) / output[^1],
                    _ => 0,
                }
            );
    }

    /// <summary>Of each tensor, such as {"float":[1,48,96,96]}.</summary>
    private static double[][] Shapes(JsonElement tensors) =>
        [
            .. tensors
                .EnumerateArray()
                .Select(tensor => tensor.EnumerateObject().First().Value.EnumerateArray().Select(n => n.GetDouble()).ToArray()),
        ];

    private static double Volume(double[] shape) => shape.Aggregate(1.0, (product, length) => product * length);
}
