using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Tests.Restoration.Diffusion;

public class PredictionTests
{
    [Theory]
    [InlineData(Sampler.Ddim)]
    [InlineData(Sampler.Ddpm)]
    [InlineData(Sampler.DpmSolver)]
    [Trait("Speed", "Slow")]
    public void TheSameKnowledgeInAnyFormGivesTheSameSamples(Sampler sampler)
    {
        var schedule = NoiseSchedule.Karras();
        var expected = Draw(Prediction.X0);
        foreach (var prediction in Enum.GetValues<Prediction>())
            Assert.All(expected.Zip(Draw(prediction)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));

        float[] Draw(Prediction prediction) =>
            sampler.Sample((states, t) => Estimates(prediction, schedule, states, t), schedule, 10, 0, 1, GaussianData.Noise)[0];
    }

    [Fact]
    public void TheEstimateOfX0SolvesTheTargetForIt()
    {
        const double X0 = 0.3,
            Noise = -1.2;
        foreach (var schedule in new[] { NoiseSchedule.Linear(), NoiseSchedule.NicholDhariwal(), NoiseSchedule.Karras() })
        {
            foreach (var prediction in Enum.GetValues<Prediction>())
            {
                foreach (var t in new[] { 0, 0.01, 0.5, 1 })
                {
                    (var image, var noise) = prediction.TargetWeights(schedule, t);
                    (var state, var output) = prediction.X0Weights(schedule, t);
                    var estimate = state * (schedule.Alpha(t) * X0 + schedule.Sigma(t) * Noise) + output * (image * X0 + noise * Noise);
                    Assert.Equal(X0, estimate, 1e-9);
                }
            }
        }
    }

    [Fact]
    public void WhatDoesNotFitTheScheduleIsRefusedByName()
    {
        Assert.Contains(
            "Epsilon does not fit the schedule Cosine",
            Refusal(Prediction.Epsilon, NoiseSchedule.Cosine),
            StringComparison.Ordinal
        );
        Assert.Contains("needs ResidualX0", Refusal(Prediction.V, NoiseSchedule.Bridge()), StringComparison.Ordinal);
        foreach (
            var (prediction, schedule) in new[] { (Prediction.Flow, NoiseSchedule.Cosine), (Prediction.ResidualX0, NoiseSchedule.Flow()) }
        )
            Assert.Contains("go together", Refusal(prediction, schedule), StringComparison.Ordinal);
        Assert.Contains("is not a prediction", Refusal((Prediction)9, NoiseSchedule.Cosine), StringComparison.Ordinal);
    }

    private static string Refusal(Prediction prediction, NoiseSchedule schedule)
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => prediction.RequireFits(schedule));
        Assert.StartsWith("Prediction ", thrown.Message, StringComparison.Ordinal);
        return thrown.Message;
    }

    /// <summary>The best denoiser as a network with this output, and back.</summary>
    private static Estimates Estimates(Prediction prediction, NoiseSchedule schedule, IReadOnlyList<float[]> states, double t)
    {
        (var image, var noise) = prediction.TargetWeights(schedule, t);
        (var ofState, var ofOutput) = prediction.X0Weights(schedule, t);
        return new([
            .. states.Zip(
                GaussianData.Denoiser(schedule)(states, t).X0,
                (state, best) =>
                    state
                        .Zip(
                            best,
                            (x, x0) =>
                            {
                                var output = (float)(image * x0 + noise * (x - schedule.Alpha(t) * x0) / schedule.Sigma(t));
                                return (float)(ofState * x + ofOutput * output);
                            }
                        )
                        .ToArray()
            ),
        ]);
    }
}
