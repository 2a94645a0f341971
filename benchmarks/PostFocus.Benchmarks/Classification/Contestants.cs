using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Measures;

namespace PostFocus.Benchmarks.Classification;

/// <summary>How long and on what the networks are trained.</summary>
internal sealed record Effort(bool FullWidth, int Epochs, int Batch, double? Minutes, double PixelMicrons, bool BFloat16, int? Threads);

/// <summary>All ways that the benchmark compares.</summary>
internal static class Contestants
{
    public static IReadOnlyList<Contestant> All(Effort effort) =>
    [
        .. Networks(effort.FullWidth).SelectMany(n => new[] { Network(n.Name, n.Options, n.Rate, effort), Network(n.Name, n.Options, n.Rate, effort, imageNet: true) }),
        new("measures-fasttree", "focus measures, gradient-boosted trees (ML.NET's FastTree)", context => Measures(context)
            .Append(context.BinaryClassification.Trainers.FastTree())),
        new("measures-logistic", "focus measures, logistic regression (ML.NET's L-BFGS)", context => Measures(context)
            .Append(context.Transforms.NormalizeMeanVariance("Features"))
            .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression())),
    ];

    /// <summary>Networks without batch normalisation bear lower rates only.</summary>
    private static IEnumerable<(string Name, ClassifierNetworkOptions Options, double Rate)> Networks(bool fullWidth) => fullWidth
        ? [("alexnet", AlexNetOptions.Published, 1e-4), ("resnet50", ResNetOptions.ResNet50, 1e-3), ("googlenet", GoogLeNetOptions.Published, 1e-3),
            ("vit-b32", VisionTransformerOptions.Base32, 1e-4), ("coatnet0", CoAtNetOptions.CoAtNet0, 3e-4)]
        : [("alexnet", AlexNetOptions.Compact, 3e-4), ("resnet", ResNetOptions.Compact, 1e-3), ("googlenet", GoogLeNetOptions.Compact, 1e-3),
            ("vit", VisionTransformerOptions.Compact, 5e-4), ("coatnet", CoAtNetOptions.Compact, 1e-3)];

    private static Contestant Network(string name, ClassifierNetworkOptions options, double rate, Effort effort, bool imageNet = false) => new(
        imageNet ? $"{name}-imagenet" : name,
        imageNet ? "the same, grey values normalised by ImageNet's figures" : $"{options.InputSize} pixels, rate {rate}",
        context => context.BinaryClassification.Trainers.FocusClassifier(new FocusClassifierTrainer.Options
        {
            Training = new ClassifierTrainingOptions
            {
                Network = options with { ImageNetNormalization = imageNet },
                PixelMicrons = effort.PixelMicrons,
                Epochs = effort.Epochs,
                BatchSize = effort.Batch,
                Minutes = effort.Minutes,
                LearningRate = rate,
                CosineDecay = true,
                BFloat16 = effort.BFloat16,
                Threads = effort.Threads,
            },
        }));

    /// <summary>Kept in memory: trainers pass over the features many times.</summary>
    private static EstimatorChain<FocusMeasuresTransformer> Measures(MLContext context) =>
        new EstimatorChain<FocusMeasuresTransformer>().Append(context.Transforms.FocusMeasures("Features")).AppendCacheCheckpoint(context);
}
