using PostFocus.Imaging.Statistics;
using static PostFocus.Imaging.Statistics.SplitMix64;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>What random numbers are for: each use has its own sequence.</summary>
internal enum RandomUse
{
    Weights,
    Order,
    Batch,
    Validation,
    ValidationFrames,
}

/// <summary>
/// Random numbers that are a function of (seed, use, index) only. Each training step has its own, so that resuming
/// needs no saved state and nothing else in the process has a part in them.
/// </summary>
internal sealed class KeyedRandom(ulong seed, RandomUse use, long index)
{
    private ulong _state = Mix(Mix(Mix(seed) + (ulong)use * Increment) + (ulong)index * Increment);

    public ulong NextUInt64() => Mix(_state += Increment);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => Unit(NextUInt64());

    public double Uniform(double minimum, double maximum) => minimum + (maximum - minimum) * NextDouble();

    /// <summary>Uniform among 0 … count - 1.</summary>
    public int Below(int count) => (int)(NextDouble() * count);

    /// <summary>Standard normal.</summary>
    public double Normal() => BoxMuller.Normal(NextDouble(), NextDouble());

    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    /// <summary>Standard normal noise.</summary>
    public Tensor Noise(params long[] shape) => Noise(NextUInt64(), shape);

    /// <summary>Standard normal noise of a seed.</summary>
    public static Tensor Noise(ulong seed, params long[] shape)
    {
        using var generator = new Generator(seed, CPU);
        return randn(shape, generator: generator);
    }
}
