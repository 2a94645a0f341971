using CsCheck;
using PostFocus.Imaging;
using PostFocus.Transforms.Classification;

namespace PostFocus.Transforms.Tests.Classification;

public sealed class CalibrationTests
{
    private static readonly Gen<(float[] Logits, bool[] Labels)> s_logits = Gen.Int[1, 60]
        .SelectMany(n => Gen.Select(Gen.Float[-8, 8].Array[n], Gen.Bool.Array[n]));

    private static readonly Gen<(float[] Probabilities, bool[] Labels)> s_probabilities = Gen.Int[1, 60]
        .SelectMany(n => Gen.Select(Gen.Float[0, 1].Array[n], Gen.Bool.Array[n]));

    /* Golden values, made by:
        import numpy as np
        u, seed = [], 1
        for _ in range(400):
            seed = (seed * 1103515245 + 12345) % 2**31
            u.append(seed / 2**31)
        u = np.array(u)
        z = np.float32((u[:200] - 0.5) * 12).astype(float)
        y = u[200:] < 1 / (1 + np.exp(-z / 2.5))
        nll = lambda T: np.mean(np.log1p(np.exp(-np.where(y, 1, -1) * z / T)))   # golden-section search over [0.05, 20]
        p = np.float32(1 / (1 + np.exp(-z))).astype(float)
        i = np.minimum((p * bins).astype(int), bins - 1)
        ece = sum(abs(p[i == b].sum() - y[i == b].sum()) for b in range(bins)) / len(p)
    */
    private static (float[] Logits, bool[] Labels, float[] Probabilities) Golden()
    {
        var uniform = new double[400];
        long seed = 1;
        for (var i = 0; i < uniform.Length; i++)
        {
            seed = (seed * 1103515245 + 12345) % (1L << 31);
            uniform[i] = seed / (double)(1L << 31);
        }
        float[] logits = [.. uniform.Take(200).Select(u => (float)((u - 0.5) * 12))];
        bool[] labels = [.. uniform.Skip(200).Zip(logits, (u, z) => u < 1 / (1 + Math.Exp(-z / 2.5)))];
        return (logits, labels, [.. logits.Select(z => (float)(1 / (1 + Math.Exp(-z))))]);
    }

    [Fact]
    public void TheTemperatureIsNumPys()
    {
        (var logits, var labels, _) = Golden();
        Assert.Equal(3.2359205776425783, TemperatureScaling.Fit(logits, labels), 1e-6);
    }

    [Fact]
    public void NoOtherTemperatureMakesTheLabelsMoreLikely() =>
        s_logits.Sample(s =>
        {
            var best = Loss(s.Logits, s.Labels, TemperatureScaling.Fit(s.Logits, s.Labels));
            foreach (var other in new[] { 0.05, 0.1, 0.3, 0.7, 1, 1.5, 3, 7, 15, 20 })
                Assert.True(best <= Loss(s.Logits, s.Labels, other) + 1e-9);
        });

    [Fact]
    public void LogitsTwiceAsLargeNeedTwiceTheTemperature()
    {
        (var logits, var labels, _) = Golden();
        Assert.Equal(2 * TemperatureScaling.Fit(logits, labels), TemperatureScaling.Fit([.. logits.Select(z => 2 * z)], labels), 1e-6);
    }

    [Fact]
    public void TheTemperatureStaysInItsRange()
    {
        Assert.Equal(0.05, TemperatureScaling.Fit([-1, -2, 3], [false, false, true]), 1e-9); // separable
        Assert.Equal(20, TemperatureScaling.Fit([-1, -2, 3], [true, true, false]), 1e-9); // worse than chance
        Assert.Equal(1, TemperatureScaling.Fit([0, 0], [true, false]));
        s_logits.Sample(s => Assert.InRange(TemperatureScaling.Fit(s.Logits, s.Labels), 0.05, 20));
    }

    [Fact]
    public void TheCalibrationErrorIsNumPys()
    {
        (_, var labels, var probabilities) = Golden();
        Assert.Equal(0.2191150003229268, CalibrationError.Expected(probabilities, labels), 1e-12);
        Assert.Equal(0.21847418154822662, CalibrationError.Expected(probabilities, labels, 10), 1e-12);
        var table = CalibrationError.Table(probabilities, labels, 10);
        Assert.Equal((61, 9, 61), (table[0].Count, table[3].Count, table[9].Count));
        Assert.Equal(0.34078356954786515, table[3].MeanProbability, 1e-12);
        Assert.Equal(0.7777777777777778, table[3].Frequency, 1e-12);
    }

    [Fact]
    public void EveryFrameLiesInItsBin() =>
        Gen.Select(s_probabilities, Gen.Int[1, 20])
            .Sample(
                (s, bins) =>
                {
                    var table = CalibrationError.Table(s.Probabilities, s.Labels, bins);
                    Assert.Equal(bins, table.Count);
                    Assert.Equal(s.Probabilities.Length, table.Sum(b => b.Count));
                    Assert.Equal(s.Labels.Count(l => l), table.Where(b => b.Count > 0).Sum(b => b.Count * b.Frequency), 1e-9);
                    Assert.All(
                        table,
                        b =>
                            Assert.True(
                                b.Count == 0
                                    ? double.IsNaN(b.MeanProbability)
                                    : b.MeanProbability >= b.From - 1e-9 && b.MeanProbability <= b.To + 1e-9
                            )
                    );
                    Assert.InRange(CalibrationError.Expected(s.Probabilities, s.Labels, bins), 0, 1);
                }
            );

    [Fact]
    public void CertaintyThatIsRightHasNoErrorAndOneThatIsWrongAllOfIt()
    {
        Assert.Equal(0, CalibrationError.Expected([0, 1, 1], [false, true, true]));
        Assert.Equal(1, CalibrationError.Expected([1, 0, 0], [false, true, true]));
    }

    [Fact]
    public void TheThresholdReachesTheRecallAndNoHigherOneDoes() =>
        Gen.Select(s_probabilities, Gen.Double[0.01, 1])
            .Sample(
                (s, recall) =>
                {
                    if (!s.Labels.Contains(true) || s.Probabilities.Contains(0f))
                        return;
                    var threshold = DecisionThreshold.ForRecall(s.Probabilities, s.Labels, recall);
                    Assert.InRange(threshold, 0, 1);
                    Assert.True(Recall(threshold) >= recall);
                    var next = s.Probabilities.Where(p => p > threshold).Min();
                    Assert.True(Recall(next) < recall);

                    double Recall(double at) =>
                        s.Probabilities.Zip(s.Labels).Count(f => f.Second && f.First > at) / (double)s.Labels.Count(l => l);
                }
            );

    [Fact]
    public void TheThresholdLiesInTheMiddleOfItsGap()
    {
        float[] probabilities = [0.125f, 0.25f, 0.5f, 0.75f];
        bool[] labels = [false, true, false, true];
        Assert.Equal(0.625, DecisionThreshold.ForRecall(probabilities, labels, 0.5));
        Assert.Equal(0.1875, DecisionThreshold.ForRecall(probabilities, labels, 0.51));
    }

    [Fact]
    public void ImpossibleScoresAreRefusedWithTheReason()
    {
        Assert.Contains(
            "no scored frames",
            Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([], [])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "1 labels",
            Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([1, 2], [true])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "NaN",
            Assert.Throws<ArgumentException>(() => TemperatureScaling.Fit([float.NaN], [true])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "1.5",
            Assert.Throws<ArgumentException>(() => CalibrationError.Expected([1.5f], [true])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationError.Expected([0.5f], [true], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DecisionThreshold.ForRecall([0.5f], [true], 0));
        Assert.Contains(
            "out of focus",
            Assert.Throws<PostFocusException>(() => DecisionThreshold.ForRecall([0.5f], [false], 1)).Message,
            StringComparison.Ordinal
        );
    }

    private static double Loss(float[] logits, bool[] labels, double temperature) =>
        logits
            .Zip(labels, (z, l) => (l ? 1 : -1) * z / temperature)
            .Average(m => m > 0 ? Math.Log(1 + Math.Exp(-m)) : -m + Math.Log(1 + Math.Exp(m)));
}
