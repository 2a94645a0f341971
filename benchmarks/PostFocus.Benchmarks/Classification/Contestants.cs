using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Measures;

namespace PostFocus.Benchmarks.Classification;

/// <summary>How long and on what the networks are trained.</summary>
internal sealed record Effort(bool FullWidth, int Epochs, double? Minutes, double Rate, double PixelMicrons, int? Threads);

/// <summary>All ways that the benchmark compares.</summary>
internal static class Contestants
{
    public static IReadOnlyList<Contestant> All(Effort effort) =>
    [
        .. Networks(effort.FullWidth).SelectMany(n => new[] { Network(n.Name, n.Options, effort), Network(n.Name, n.Options, effort, imageNet: true) }),
        new("measures-fasttree", "focus measures, gradient-boosted trees (ML.NET's FastTree)", context => Measures(context)
            .Append(context.BinaryClassification.Trainers.FastTree())),
        new("measures-logistic", "focus measures, logistic regression (ML.NET's L-BFGS)", context => Measures(context)
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression())),
    ];

    private static IEnumerable<(string Name, ClassifierNetworkOptions Options)> Networks(bool fullWidth) => fullWidth
        ? [("alexnet", AlexNetOptions.Published), ("resnet50", ResNetOptions.ResNet50), ("googlenet", GoogLeNetOptions.Published),
            ("vit-b32", VisionTransformerOptions.Base32), ("coatnet0", CoAtNetOptions.CoAtNet0)]
        : [("alexnet", AlexNetOptions.Compact), ("resnet", ResNetOptions.Compact), ("googlenet", GoogLeNetOptions.Compact),
            ("vit", VisionTransformerOptions.Compact), ("coatnet", CoAtNetOptions.Compact)];

    private static Contestant Network(string name, ClassifierNetworkOptions options, Effort effort, bool imageNet = false) => new(
        imageNet ? $"{name}-imagenet" : name,
        imageNet ? "the same, grey values normalised by ImageNet's figures" : options.InputSize + " pixels",
        context => context.BinaryClassification.Trainers.FocusClassifier(new FocusClassifierTrainer.Options
        {
            Training = new ClassifierTrainingOptions
            {
                Network = options with { ImageNetNormalization = imageNet },
                PixelMicrons = effort.PixelMicrons,
                Epochs = effort.Epochs,
                Minutes = effort.Minutes,
                LearningRate = effort.Rate,
                CosineDecay = true,
                Threads = effort.Threads,
            },
        }));

    /// <summary>Kept in memory: trainers pass over the features many times.</summary>
    private static EstimatorChain<FocusMeasuresTransformer> Measures(MLContext context) =>
        new EstimatorChain<FocusMeasuresTransformer>().Append(context.Transforms.FocusMeasures("Features")).AppendCacheCheckpoint(context);
}
