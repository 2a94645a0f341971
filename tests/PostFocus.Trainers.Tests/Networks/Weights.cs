using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks;

internal static class Weights
{
    /// <summary>
    /// Moves everything off its starting value, zeros and running statistics included, so that no forgotten term hides.
    /// </summary>
    public static T Shake<T>(T module, ulong seed = 1)
        where T : nn.Module
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed, CPU);
        foreach (var (_, parameter) in module.named_parameters())
            parameter.add_(empty_like(parameter).normal_(0, 0.05, generator));
        ShakeStatistics(module, 0.3, generator);
        module.eval();
        return module;
    }

    private static void ShakeStatistics(nn.Module module, double means, Generator generator)
    {
        foreach (var (name, buffer) in module.named_buffers())
        {
            if (name.EndsWith("running_mean", StringComparison.Ordinal))
                buffer.normal_(0, means, generator);
            if (name.EndsWith("running_var", StringComparison.Ordinal))
                buffer.uniform_(0.5, 2, generator);
        }
    }

    public static Tensor Noise(ulong seed, params long[] shape)
    {
        using var generator = new Generator(seed, CPU);
        return randn(shape, generator: generator);
    }

    /// <summary>Shakes by half of what a weight matrix has already, so that deep networks keep their scale.</summary>
    public static T ShakeGently<T>(T module)
        where T : nn.Module
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        foreach (var (_, parameter) in module.named_parameters())
        {
            var inputs = parameter.dim() > 1 ? parameter.numel() / (double)parameter.shape[0] : 0;
            parameter.add_(empty_like(parameter).normal_(0, inputs > 1 ? 1 / Math.Sqrt(inputs) : 0.1, generator));
        }
        ShakeStatistics(module, 0.1, generator);
        module.eval();
        return module;
    }

    public static long Count(nn.Module module) => module.parameters().Sum(p => p.numel());

    /// <summary>Shapes of weights and running statistics in the order of a PyTorch state, kernels of one pixel as matrices.</summary>
    public static string[] Shapes(nn.Module module) => [.. State(module).Select(t => string.Join('×', Trimmed(t.shape)))];

    /// <summary>Weights and running statistics in the order of a PyTorch state.</summary>
    public static IEnumerable<Tensor> State(nn.Module module) =>
        [
            .. module.named_parameters(recurse: false).Select(p => (Tensor)p.parameter),
            .. module.named_buffers(recurse: false).Select(b => b.buffer).Where(b => b.is_floating_point()),
            .. module.named_children().SelectMany(child => State(child.module)),
        ];

    private static long[] Trimmed(long[] shape) => shape.Length == 4 && shape[2..] is [1, 1] ? shape[..2] : shape;

    public static float LargestDifference(Tensor a, Tensor b)
    {
        Assert.Equal(a.shape, b.shape);
        return (a - b).abs().max().item<float>();
    }

    /// <summary>Every parameter and buffer, as bytes.</summary>
    public static byte[] Bytes(nn.Module module) =>
        [.. module.state_dict().OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.contiguous().bytes.ToArray())];
}
