using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Tests.Randomness;

public class SimulationRandomTests
{
    /// <summary>Expected values from an independent Python transcription of SplitMix64 and xoshiro256**.</summary>
    [Fact]
    public void TheGeneratorIsTheDocumentedOne()
    {
        var random = new SimulationRandom(seed: 1, well: 2, purpose: 3);
        Assert.Equal(
            [0.45333652515806977, 0.8653270170769837, 0.6893202315842509],
            new[] { random.Uniform(), random.Uniform(), random.Uniform() }
        );
    }

    [Fact]
    public void NormalNumbersHaveMeanZeroAndVarianceOne()
    {
        var random = new SimulationRandom(4, 0, 0);
        var draws = Enumerable.Range(0, 50_000).Select(_ => random.Normal()).ToArray();
        Assert.Equal(0, draws.Average(), 0.02);
        Assert.Equal(1, draws.Average(x => x * x), 0.03);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(5000)]
    public void PoissonNumbersHaveEqualMeanAndVariance(double mean)
    {
        var random = new SimulationRandom(5, 0, 0);
        var draws = Enumerable.Range(0, 50_000).Select(_ => random.Poisson(mean)).ToArray();
        Assert.Equal(mean, draws.Average(), 0.03 * Math.Sqrt(mean));
        Assert.Equal(mean, draws.Average(x => (x - mean) * (x - mean)), 0.03 * mean);
    }

    [Fact]
    public void StreamsOfOneWellAreIndependent()
    {
        var a = new SimulationRandom(1, 0, Purpose.Scene);
        var b = new SimulationRandom(1, 0, Purpose.Focus);
        var covariance = Enumerable.Range(0, 20_000).Average(_ => a.Normal() * b.Normal());
        Assert.Equal(0, covariance, 0.03);
    }
}
