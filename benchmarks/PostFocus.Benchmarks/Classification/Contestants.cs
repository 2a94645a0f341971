using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.AlexNets;
using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Networks.GoogLeNets;
using PostFocus.Trainers.Networks.ResNets;
using PostFocus.Trainers.Networks.VisionTransformers;
using PostFocus.Trainers.Training.Classifier;
using PostFocus.Transforms.Sharpness;

namespace PostFocus.Benchmarks.Classification;

/// <summary>How long and on what the networks are trained.</summary>
internal sealed record Effort(bool FullWidth, int Epochs, int Batch, double? Minutes, double PixelMicrons, bool BFloat16, int? Threads);

/// <summary>All ways that the benchmark compares.</summary>
internal static class Contestants
{
    public static IReadOnlyList<Contestant> All(Effort effort) =>
        [
            .. Networks(effort.FullWidth).SelectMany(n => new[] { Network(n, effort), Network(n, effort, imageNet: true) }),
            new(
                "measures-fasttree",
                "focus measures, gradient-boosted trees (ML.NET's FastTree)",
                context => Measures(context).Append(context.BinaryClassification.Trainers.FastTree())
            ),
            new(
                "measures-logistic",
                "focus measures, logistic regression (ML.NET's L-BFGS)",
                context =>
                    Measures(context)
                        .Append(context.Transforms.NormalizeMeanVariance("Features"))
                        .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression())
            ),
        ];

    /// <summary>
    /// Networks without batch normalisation bear lower rates only, and the transformer without convolutions learns nothing for
    /// its first hundreds of steps.
    /// </summary>
    private static IEnumerable<NetworkEntry> Networks(bool fullWidth) =>
        fullWidth
            ?
            [
                new("alexnet", AlexNetOptions.Published, 1e-4),
                new("resnet50", ResNetOptions.ResNet50, 1e-3),
                new("googlenet", GoogLeNetOptions.Published, 1e-3),
                new("vit-b32", VisionTransformerOptions.Base32, 1e-4, 3),
                new("coatnet0", CoAtNetOptions.CoAtNet0, 3e-4),
            ]
            :
            [
                new("alexnet", AlexNetOptions.Compact, 3e-4),
                new("resnet", ResNetOptions.Compact, 1e-3),
                new("googlenet", GoogLeNetOptions.Compact, 1e-3),
                new("vit", VisionTransformerOptions.Compact, 5e-4, 3),
                new("coatnet", CoAtNetOptions.Compact, 1e-3),
            ];

    private static Contestant Network(NetworkEntry network, Effort effort, bool imageNet = false) =>
        new(
            imageNet ? $"{network.Name}-imagenet" : network.Name,
            imageNet ? "the same, grey values normalised by ImageNet's figures" : network.Description,
            context =>
                context.BinaryClassification.Trainers.FocusClassifier(
                    new FocusClassifierTrainer.Options
                    {
                        Training = new ClassifierTrainingOptions
                        {
                            Network = network.Options with { ImageNetNormalization = imageNet },
                            PixelMicrons = effort.PixelMicrons,
                            Epochs = network.Passes * effort.Epochs,
                            BatchSize = effort.Batch,
                            Minutes = effort.Minutes,
                            LearningRate = network.Rate,
                            CosineDecay = true,
                            BFloat16 = effort.BFloat16,
                            Threads = effort.Threads,
                        },
                    }
                )
        );

    /// <summary>Kept in memory: trainers pass over the features many times.</summary>
    private static EstimatorChain<SharpnessFeaturesTransformer> Measures(MLContext context) =>
        new EstimatorChain<SharpnessFeaturesTransformer>()
            .Append(context.Transforms.SharpnessFeatures("Features"))
            .AppendCacheCheckpoint(context);

    /// <param name="Passes">Epochs, by the epochs of the others.</param>
    private sealed record NetworkEntry(string Name, ClassifierNetworkOptions Options, double Rate, int Passes = 1)
    {
        public string Description => $"{Options.InputSize} pixels, rate {Rate}{(Passes > 1 ? $", {Passes} times the epochs" : "")}";
    }
}
