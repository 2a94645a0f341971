using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Training.Classifier;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Training.Classifier;

/// <summary>The loss of a few frames, against the sums that it stands for.</summary>
public sealed class ClassifierLossTests
{
    private const double DefocusWeight = 0.7,
        SideWeight = 0.3,
        SideFrom = 2;

    private static readonly float[] s_weights = [1, 3];

    // At the limit itself a frame has no side yet.
    private static readonly (int Label, float Microns, double[] Output)[] s_frames =
    [
        (0, float.NaN, [0.5, -0.25, 0.4, 1.5]),
        (0, 1, [1.5, 0.25, 0.3, -2]),
        (0, -2, [0.1, 0.2, 0.1, 3]),
        (1, -12, [-1, 1, 4, 0.7]),
        (1, 25, [0.3, 0.8, 1.1, -0.4]),
    ];

    [Fact]
    public void TheHeadsLearnFromTheFramesThatTellThem()
    {
        var distance = Known()
            .Average(f =>
                Math.Abs(f.Output[2] - Math.Abs(f.Microns) / ClassifierNetwork.DefocusUnitMicrons) is var error
                    ? error < 1
                        ? error * error / 2
                        : error - 0.5
                    : 0
            );
        var side = s_frames
            .Where(f => Math.Abs(f.Microns) > SideFrom)
            .Average(f => Math.Log(1 + Math.Exp(f.Microns > 0 ? -f.Output[3] : f.Output[3])));
        Assert.Equal(Entropy([1, 1]) + DefocusWeight * distance + SideWeight * side, Loss(s_frames, [], training: true), 1e-5);

        static IEnumerable<(int Label, float Microns, double[] Output)> Known() => s_frames.Where(f => !float.IsNaN(f.Microns));
    }

    [Fact]
    public void ClassesAreWeighedInTrainingAndNotInValidation()
    {
        var heads = Loss(s_frames, [], training: true) - Entropy([1, 1]);
        Assert.Equal(Entropy(s_weights) + heads, Loss(s_frames, s_weights, training: true), 1e-5);
        Assert.Equal(Entropy([1, 1]) + heads, Loss(s_frames, s_weights, training: false), 1e-5);
        Assert.NotEqual(Entropy([1, 1]), Entropy(s_weights), 0.02);
    }

    [Fact]
    public void WithoutAKnownDistanceTheClassesAloneCount()
    {
        var frames = s_frames.Select(f => f with { Microns = float.NaN }).ToArray();
        Assert.Equal(Entropy([1, 1]), Loss(frames, [], training: true), 1e-5);
    }

    private static double Entropy(float[] weights) =>
        s_frames.Sum(f => weights[f.Label] * Math.Log(1 + Math.Exp(f.Output[1 - f.Label] - f.Output[f.Label])))
        / s_frames.Sum(f => weights[f.Label]);

    private static double Loss((int Label, float Microns, double[] Output)[] frames, float[] classWeights, bool training)
    {
        using var scope = NewDisposeScope();
        using var loss = new ClassifierLoss(
            new()
            {
                Network = CoAtNetOptions.Compact with { EstimatesDefocus = true },
                ClassWeights = classWeights,
                DefocusWeight = DefocusWeight,
                SideWeight = SideWeight,
                SideFromMicrons = SideFrom,
            },
            CPU
        );
        var outputs = tensor([.. frames.SelectMany(f => f.Output).Select(v => (float)v)], [frames.Length, 4]);
        ClassifierExample[] truth = [.. frames.Select(f => new ClassifierExample(new([0], 1, 1), f.Label, f.Microns))];
        return (training ? loss.Training(outputs, truth) : loss.Validation(outputs, truth)).item<float>();
    }
}
