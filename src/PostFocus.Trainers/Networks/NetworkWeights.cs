using PostFocus.Imaging;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>Sets a network's weights from an ONNX file.</summary>
internal static class NetworkWeights
{
    /// <param name="network">The network; unchanged where the file does not fit.</param>
    /// <param name="graph">The network as it would write itself as an ONNX file.</param>
    /// <param name="onnx">The bytes of the file.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="PostFocusException">It is not an ONNX file, or is one of another network.</exception>
    public static void Load(nn.Module network, Func<OnnxGraph> graph, ReadOnlyMemory<byte> onnx, string source)
    {
        var file = OnnxWeights.Read(onnx, source);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        WeightMatching.Load(source, file, graph(), [.. State(network).Select(t => new WeightSlot(t.shape, value => t.copy_(value)))]);
    }

    /// <summary>Numbers that training sets, auxiliary heads included.</summary>
    public static long Count(nn.Module network)
    {
        using var scope = NewDisposeScope();
        return network.parameters().Sum(parameter => parameter.numel());
    }

    /// <summary>Parameters and running statistics, module by module, without what only training uses.</summary>
    private static IEnumerable<Tensor> State(nn.Module module) =>
        module is ITrainingOnly
            ? []
            :
            [
                .. module.named_parameters(recurse: false).Select(p => (Tensor)p.parameter),
                .. module.named_buffers(recurse: false).Select(b => b.buffer).Where(b => b.is_floating_point()),
                .. module.named_children().SelectMany(child => State(child.module)),
            ];
}
