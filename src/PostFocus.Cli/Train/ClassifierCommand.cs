using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using PostFocus.Trainers;
using PostFocus.Trainers.Training.Classifier;

namespace PostFocus.Cli.Train;

/// <summary><c>postfocus train classifier --data MANIFEST|--pairs DIR…|--stack PATH --out ZIP</c>.</summary>
internal static class ClassifierCommand
{
    public static Command Create()
    {
        var defaults = new ClassifierTrainingOptions();
        var loop = new LoopArguments(defaults);
        var common = new TrainingArguments("Manifests (truth.csv) with out_of_focus for every frame, or folders that hold one.");
        var network = new Option<string>("--network")
        {
            Description =
                "Those named compact see 96 pixels and are for CPUs; the others 224 pixels, as published. compact and coatnet0 are CoAtNets, the paper's.",
            DefaultValueFactory = _ => ClassifierNetworks.Names[0],
        };
        network.AcceptOnlyFromAmong([.. ClassifierNetworks.Names]);
        var weights = new Option<string?>("--weights")
        {
            HelpName = "FILE",
            Description =
                "Start from the classifier of this model zip, or from this ONNX file of the same network, such as PyTorch exports it.",
        };
        var epochs = new Setting<int>("--epochs", nameof(ClassifierTrainingOptions.Epochs))
        {
            HelpName = "N",
            Description = "Passes over the training frames, 1 to 100000.",
            DefaultValueFactory = _ => defaults.Epochs,
        };
        var rate = new Setting<double>("--rate", nameof(ClassifierTrainingOptions.LearningRate))
        {
            HelpName = "RATE",
            Description = "Learning rate, 0.00000001 to 1.",
            DefaultValueFactory = _ => defaults.LearningRate,
        };
        var cosine = new Option<bool>("--cosine") { Description = "Let the learning rate fall to zero along a half cosine." };
        var classWeights = new Setting<float[]>("--class-weights", nameof(ClassifierTrainingOptions.ClassWeights))
        {
            HelpName = "WEIGHT",
            Description = "Weights in the loss of frames in focus and of frames out of focus, 0 to 1000.",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var normalize = new Option<bool>("--normalize")
        {
            Description = "Normalise grey values by the mean and the standard deviation of ImageNet.",
        };
        var standardize = new Option<bool>("--standardize")
        {
            Description = "Bring every frame to the same mean and contrast, which differ between microscopes, before the network sees it.",
        };
        var defocus = new Option<bool>("--defocus")
        {
            Description = "Learn the distance from focus too; needs defocus_um for every frame, or --stack.",
        };
        var recall = new Setting<double?>("--recall", nameof(FocusClassifierTrainer.Options.TargetRecall))
        {
            HelpName = "SHARE",
            Description =
                "Set the threshold so that this share of the out-of-focus frames of the validation wells, 0.001 to 1, is found. Default: a probability of 0.5.",
        };
        var rotate = new Setting<double>("--rotate", nameof(AugmentationOptions.MaxAngle))
        {
            HelpName = "DEGREES",
            Description = "Turn training frames by random angles up to this one, 0 to 180, besides flips and quarter turns.",
            DefaultValueFactory = _ => defaults.Augmentation.MaxAngle,
        };
        var command = new Command("classifier", "Trains the network that finds out-of-focus frames.")
        {
            network,
            weights,
            epochs,
            rate,
            cosine,
            classWeights,
            normalize,
            standardize,
            defocus,
            recall,
            rotate,
        };
        loop.AddTo(command);
        common.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var context = common.Context(parsed, cancellation);
                var chosen = ClassifierNetworks.ByName(parsed.GetRequiredValue(network));
                var trainer = context.BinaryClassification.Trainers.FocusClassifier(
                    new FocusClassifierTrainer.Options
                    {
                        TargetRecall = parsed.GetValue(recall),
                        Training = loop.Read(parsed, defaults) with
                        {
                            Network = chosen with
                            {
                                ImageNetNormalization = chosen.ImageNetNormalization || parsed.GetValue(normalize),
                                StandardizesFrames = parsed.GetValue(standardize),
                                EstimatesDefocus = parsed.GetValue(defocus),
                            },
                            InitialWeightsPath = parsed.GetValue(weights),
                            ClassWeights = parsed.GetValue(classWeights) ?? [],
                            Augmentation = defaults.Augmentation with { MaxAngle = parsed.GetValue(rotate) },
                            Epochs = parsed.GetValue(epochs),
                            LearningRate = parsed.GetValue(rate),
                            CosineDecay = parsed.GetValue(cosine),
                            Seed = parsed.GetValue(common.Seed),
                        },
                        Cancellation = cancellation,
                    }
                );
                common.CheckOut(parsed);
                var data = common.Data.Load(
                    context,
                    parsed,
                    cancellation,
                    parsed.GetValue(defocus) ? [TrainingData.OutOfFocus, TrainingData.Defocus] : [TrainingData.OutOfFocus]
                );
                var trained = trainer.Fit(data);
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"temperature {trained.Model.Temperature:F3}, threshold {trained.Model.Threshold:F3}"
                    )
                );
                return common.Save(context, trained, data.Schema, parsed);
            }
        );
        return command;
    }
}
