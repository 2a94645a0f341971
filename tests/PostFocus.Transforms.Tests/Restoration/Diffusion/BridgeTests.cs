using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Tests.Restoration.Diffusion;

/// <summary>
/// A bridge starts from a residual of 0, the blurred frame, and must end at the distribution of the truth given the frame.
/// </summary>
public class BridgeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void TheMeanIsRightInAnyNumberOfSteps(int steps)
    {
        foreach (var sampler in new[] { Sampler.Bridge, Sampler.BridgeMean })
            Assert.Equal(GaussianData.Mean, GaussianData.Moments(GaussianData.Draw(sampler, NoiseSchedule.Bridge(), steps)).Mean, 1e-3);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Speed", "Slow")]
    public void TheVarianceGrowsWithTheStepsToThatOfTheData(double noise)
    {
        double Share(int steps) =>
            Math.Pow(
                GaussianData.Moments(GaussianData.Draw(Sampler.Bridge, NoiseSchedule.Bridge(noise), steps)).Deviation
                    / GaussianData.Deviation,
                2
            );
        double[] shares = [.. new[] { 1, 2, 4, 8, 1000 }.Select(Share)];
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(0, shares[0], 1e-9);
        Assert.InRange(shares[3], 0.4, 0.7);
        Assert.InRange(shares[4], 0.98, 1.02);
    }

    [Fact]
    public void WithoutNoiseAllSamplesAreTheMean() =>
        Assert.All(GaussianData.Draw(Sampler.BridgeMean, NoiseSchedule.Bridge(), 4), x => Assert.Equal(GaussianData.Mean, x, 1e-6));

    [Fact]
    public void WithoutNoiseAStepGoesTheWayThatIsLeftInProportionToTheTime()
    {
        var seen = new List<float>();
        Sampler.BridgeMean.Sample(
            (states, t) =>
            {
                seen.Add(states[0][0]);
                return new([
                    [1f],
                ]);
            },
            NoiseSchedule.Bridge(0),
            4,
            0,
            1,
            (_, _) => [9f]
        );
        Assert.Equal([0f, 7 / 16f, 12 / 16f, 15 / 16f], seen);
    }

    [Fact]
    public void TheStateStartsAtTheBlurredFrameAndEndsAtTheTruth()
    {
        var bridge = NoiseSchedule.Bridge(2);
        Assert.Equal((0, 0), (bridge.Alpha(1), bridge.Sigma(1)));
        Assert.Equal((1, 0), (bridge.Alpha(0), bridge.Sigma(0)));
        Assert.Equal(0.5, bridge.Alpha(Math.Sqrt(0.5)), 1e-9);
        Assert.Equal(1, bridge.Sigma(Math.Sqrt(0.5)), 1e-9);
    }
}
