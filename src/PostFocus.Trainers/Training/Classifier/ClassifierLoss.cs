using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Torch;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Classifier;

/// <summary>
/// What a focus classifier makes small: cross-entropy, and with the second head the errors of |z| and of its side, each the
/// mean over the frames that it can be told of.
/// </summary>
internal sealed class ClassifierLoss(ClassifierTrainingOptions options, Device device) : IDisposable
{
    private readonly int _classes = options.Network.Classes;
    private readonly Tensor? _classWeights = options.ClassWeights.Count > 0 ? tensor([.. options.ClassWeights], device: device) : null;

    public void Dispose() => _classWeights?.Dispose();

    /// <param name="outputs">Of the network, [N, outputs].</param>
    /// <param name="truth">The N frames.</param>
    public Tensor Training(Tensor outputs, IReadOnlyList<ClassifierExample> truth) => Of(outputs, truth, _classWeights);

    /// <summary>The same without weights of classes.</summary>
    public Tensor Validation(Tensor outputs, IReadOnlyList<ClassifierExample> truth) => Of(outputs, truth, null);

    private Tensor Of(Tensor outputs, IReadOnlyList<ClassifierExample> truth, Tensor? classWeights)
    {
        var labels = tensor([.. truth.Select(e => (long)e.Label)], device: device);
        var loss = nn.functional.cross_entropy(outputs.narrow(1, 0, _classes), labels, classWeights);
        if (!options.Network.EstimatesDefocus)
            return loss;
        // Frames of unknown distance take part with a weight of zero, so that shapes do not depend on the batch.
        var distance = Column(e =>
            float.IsNaN(e.DefocusMicrons) ? 0 : Math.Abs(e.DefocusMicrons) / (float)ClassifierNetwork.DefocusUnitMicrons
        );
        var side = Column(e => e.DefocusMicrons > 0 ? 1 : 0);
        return loss
            + Mean(
                options.DefocusWeight,
                nn.functional.smooth_l1_loss(outputs.select(1, _classes), distance, nn.Reduction.None),
                e => !float.IsNaN(e.DefocusMicrons)
            )
            + Mean(
                options.SideWeight,
                nn.functional.binary_cross_entropy_with_logits(outputs.select(1, _classes + 1), side, reduction: nn.Reduction.None),
                e => Math.Abs(e.DefocusMicrons) > options.SideFromMicrons
            );

        Tensor Column(Func<ClassifierExample, float> value) => tensor([.. truth.Select(value)], device: device);
        Tensor Mean(double weight, Tensor errors, Func<ClassifierExample, bool> counts) =>
            (errors * Column(e => counts(e) ? 1 : 0)).sum().Times(weight / Math.Max(1, truth.Count(counts)));
    }
}
