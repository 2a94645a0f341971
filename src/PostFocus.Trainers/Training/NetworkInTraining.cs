using System.IO.Hashing;
using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>A network in training, the average of its weights, and what moves them.</summary>
internal sealed class NetworkInTraining<TNetwork> : IDisposable
    where TNetwork : nn.Module, ITrainable
{
    private readonly WeightAverage _averaging;

    /// <param name="options">Seed, initial weights, decays, type of computation.</param>
    /// <param name="create">A new network, of random weights that are a function of the seed.</param>
    /// <param name="read">Finds the ONNX file of initial weights.</param>
    /// <param name="device">Where to train.</param>
    /// <exception cref="PostFocusException">The network has no weights, or the initial ones are of another network.</exception>
    public NetworkInTraining(TrainingOptions options, Func<ulong, TNetwork> create, Func<string, ReadOnlyMemory<byte>> read, Device device)
    {
        var path = options.InitialWeightsPath;
        var weights = path is null ? default(ReadOnlyMemory<byte>?) : read(path);
        var seed = new KeyedRandom(options.UsedSeed, RandomUse.Weights, 0).NextUInt64();
        (Network, Average) = (create(seed), create(seed));
        if (!Network.parameters().Any())
            throw new PostFocusException(
                $"The network {Network.GetName()} is wrong: it has no weights. Its constructor must end with RegisterComponents()."
            );
        foreach (var network in new[] { Network, Average })
        {
            network.ComputeType = options.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
            if (weights is { } onnx)
                network.LoadWeights(onnx, path!);
            network.to(device);
        }
        InitialWeightsHash = weights is { } bytes ? XxHash3.HashToUInt64(bytes.Span) : null;
        _averaging = new(Network, Average, options.AverageDecay);
        Optimizer = new(Network.parameters(), options.WeightDecay);
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
