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
        foreach (var (name, buffer) in module.named_buffers())
        {
            if (name.EndsWith("running_mean", StringComparison.Ordinal))
                buffer.normal_(0, 0.3, generator);
            if (name.EndsWith("running_var", StringComparison.Ordinal))
                buffer.uniform_(0.5, 2, generator);
        }
        module.eval();
        return module;
    }

    public static Tensor Noise(ulong seed, params long[] shape)
    {
        using var generator = new Generator(seed, CPU);
        return randn(shape, generator: generator);
    }

    public static float LargestDifference(Tensor a, Tensor b)
    {
        Assert.Equal(a.shape, b.shape);
        return (a - b).abs().max().item<float>();
    }

    /// <summary>Every parameter and buffer, as bytes.</summary>
    public static byte[] Bytes(nn.Module module)
        => [.. module.state_dict().OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.contiguous().bytes.ToArray())];
}
