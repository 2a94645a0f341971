using PostFocus.Trainers.Gate;
using PostFocus.Transforms.Evaluation;
using PostFocus.Transforms.Gate;

namespace PostFocus.Trainers.Tests.Gate;

public sealed class GateRegressionTests
{
    /// <summary>
    /// One number tells the frames apart, and is 1 or −1 when standardised. Its weight w makes n ln(1 + exp(−w)) + l2 w² / 2 least:
    /// n / (1 + exp(w)) = l2 w.
    /// </summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(30)]
    public void TheWeightIsWhereTheLossAndItsPenaltyBalance(double l2)
    {
        const int count = 40,
            told = 3;
        GateExample[] examples =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new GateExample(
                    Evidence(i % 2 == 0 ? 7 : 3),
                    i % 2 == 1 ? RestorationHarm.Error : RestorationHarm.None,
                    $"{i}"
                )),
        ];
        (var features, var bias) = GateRegression.Fit(examples, l2);
        Assert.Equal(GateModel.EvidenceNames, features.Select(f => f.Name));
        Assert.Equal((5, 2), (features[told].Mean, features[told].Scale));
        var weight = features[told].Weight;
        Assert.Equal(1, l2 * weight * (1 + Math.Exp(weight)) / count, 0.01);
        Assert.Equal(0, bias, 1e-3);
        // What is always the same has the scale 1, and tells nothing.
        Assert.All(features.Where((_, i) => i != told), f => Assert.Equal((0.5, 1, 0), (f.Mean, f.Scale, f.Weight)));

        static float[] Evidence(float value) => [.. GateModel.EvidenceNames.Select((_, i) => i == told ? value : 0.5f)];
    }
}
