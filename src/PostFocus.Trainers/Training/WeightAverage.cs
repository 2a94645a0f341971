using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>Keeps a second network at the exponential moving average of the trained one's weights.</summary>
internal sealed class WeightAverage(nn.Module trained, nn.Module average, double decay)
{
    private readonly (Tensor Trained, Tensor Average)[] _parameters =
    [
        .. trained.parameters().Zip(average.parameters(), (t, a) => ((Tensor)t, (Tensor)a)),
    ];
    private readonly (Tensor Trained, Tensor Average)[] _buffers = [.. trained.buffers().Zip(average.buffers())];

    /// <summary>To be called after each step, the first being 0: early steps count less of the past, which is still random.</summary>
    public void Update(long step)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var share = Math.Min(decay, (1.0 + step) / (10.0 + step));
        using Scalar keep = share.ToScalar(),
            take = (1 - share).ToScalar();
        foreach (var (source, target) in _parameters)
            target.mul_(keep).add_(source, take);
        foreach (var (source, target) in _buffers)
            target.copy_(source);
    }
}
