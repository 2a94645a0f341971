using System.IO.Hashing;
using PostFocus.Imaging;
using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>A network in training, the average of its weights, and what moves them.</summary>
internal sealed class NetworkInTraining<TNetwork> : IDisposable
    where TNetwork : nn.Module
{
    private readonly WeightAverage _averaging;

    /// <param name="create">A new network, of random weights that are a function of the seed.</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="initialWeights">Bytes to start from instead; null for none.</param>
    /// <param name="load">Sets a network's weights to such bytes.</param>
    /// <param name="averageDecay">Decay of the average.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="device">Where to train.</param>
    public NetworkInTraining(
        Func<ulong, TNetwork> create, ulong seed, ReadOnlyMemory<byte>? initialWeights, Action<TNetwork, ReadOnlyMemory<byte>> load,
        double averageDecay, double weightDecay, Device device)
    {
        seed = new KeyedRandom(seed, RandomUse.Weights, 0).NextUInt64();
        (Network, Average) = (create(seed), create(seed));
        if (!Network.parameters().Any())
            throw new PostFocusException($"The network {Network.GetName()} is wrong: it has no weights. Its constructor must end with RegisterComponents().");
        foreach (var network in new[] { Network, Average })
        {
            if (initialWeights is { } weights)
                load(network, weights);
            network.to(device);
        }
        InitialWeightsHash = initialWeights is { } bytes ? XxHash3.HashToUInt64(bytes.Span) : null;
        _averaging = new(Network, Average, averageDecay);
        Optimizer = new(Network.parameters(), weightDecay);
    }

    public TNetwork Network { get; }

    /// <summary>What is validated and returned.</summary>
    public TNetwork Average { get; }

    public Adam Optimizer { get; }

    /// <summary>Tells the bytes that it started from; null where its weights were random.</summary>
    public ulong? InitialWeightsHash { get; }

    /// <summary>Along the gradients, then the average after it.</summary>
    /// <param name="learningRate">Adam's.</param>
    /// <param name="step">The first being 0.</param>
    public void Step(double learningRate, long step)
    {
        Optimizer.Step(learningRate);
        _averaging.Update(step);
    }

    public void Dispose()
    {
        Network.Dispose();
        Average.Dispose();
        Optimizer.Dispose();
    }
}
