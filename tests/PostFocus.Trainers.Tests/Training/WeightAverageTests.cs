using PostFocus.Trainers.Training;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Training;

public sealed class WeightAverageTests
{
    [Theory]
    [InlineData(0, 0.1)] // early steps count less of the past: (1 + step) / (10 + step)
    [InlineData(8, 0.5)]
    [InlineData(80, 0.9)]
    [InlineData(10_000, 0.9)]
    public void ItKeepsAShareOfThePast(long step, double kept)
    {
        using var scope = NewDisposeScope();
        using nn.Module trained = Filled(1),
            average = Filled(0);
        new WeightAverage(trained, average, decay: 0.9).Update(step);
        Assert.All(average.parameters(), p => Assert.Equal(1 - kept, p.mean().item<float>(), 1e-6));
        Assert.All(trained.parameters(), p => Assert.Equal(1, p.mean().item<float>()));
    }

    [Fact]
    public void RunningStatisticsAreThoseOfTheTrainedNetwork()
    {
        using var scope = NewDisposeScope();
        using nn.Module trained = Filled(3),
            average = Filled(0);
        new WeightAverage(trained, average, decay: 0.9).Update(0);
        Assert.All(average.buffers(), b => Assert.Equal(3, b.to(ScalarType.Float32).mean().item<float>()));
    }

    private static nn.Module<Tensor, Tensor> Filled(float value)
    {
        using var noGradient = no_grad();
        var module = nn.BatchNorm1d(2);
        foreach (var tensor in module.parameters().Concat(module.buffers()))
            tensor.fill_(value);
        return module;
    }
}
