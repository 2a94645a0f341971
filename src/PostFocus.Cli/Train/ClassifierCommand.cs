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
            Description = "Passes over the training frames.",
            DefaultValueFactory = _ => defaults.Epochs,
        };
        var rate = new Setting<double>("--rate", nameof(ClassifierTrainingOptions.LearningRate))
        {
            HelpName = "RATE",
            Description = "Learning rate.",
            DefaultValueFactory = _ => defaults.LearningRate,
        };
        var cosine = new Option<bool>("--cosine") { Description = "Let the learning rate fall to zero along a half cosine." };
        var average = new Setting<double>("--average", nameof(ClassifierTrainingOptions.AverageDecay))
        {
            HelpName = "DECAY",
            Description = "Decay of the moving average of the weights; 0 for none.",
            DefaultValueFactory = _ => defaults.AverageDecay,
        };
        var batch = new Setting<int>("--batch", nameof(ClassifierTrainingOptions.BatchSize))
        {
            HelpName = "N",
            Description = "Frames of a step.",
            DefaultValueFactory = _ => defaults.BatchSize,
        };
        var minutes = new Setting<double?>("--minutes", nameof(ClassifierTrainingOptions.Minutes))
        {
            HelpName = "MINUTES",
            Description = "Minutes to train; the epoch in which they are spent is the last.",
        };
        var patience = new Setting<int?>("--patience", nameof(ClassifierTrainingOptions.Patience))
        {
            HelpName = "EPOCHS",
            Description = "Stop after so many epochs without a lower validation loss.",
        };
        var classWeights = new Setting<float[]>("--class-weights", nameof(ClassifierTrainingOptions.ClassWeights))
        {
            HelpName = "WEIGHT",
            Description = "Weights in the loss of frames in focus and of frames out of focus.",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var normalize = new Option<bool>("--normalize")
        {
            Description = "Normalise grey values by the mean and the standard deviation of ImageNet.",
        };
        var defocus = new Option<bool>("--defocus")
        {
            Description = "Learn the distance from focus too; needs defocus_um for every frame, or --stack.",
        };
        var pixel = new Setting<double?>("--pixel", nameof(ClassifierTrainingOptions.PixelMicrons))
        {
            HelpName = "MICRONS",
            Description = "Pixel size that frames of known, other pixel size are resampled to, here and when the model is used.",
        };
        var recall = new Setting<double?>("--recall", nameof(FocusClassifierTrainer.Options.TargetRecall))
        {
            HelpName = "SHARE",
            Description =
                "Set the threshold so that this share of the out-of-focus frames of the validation wells is found. Default: a probability of 0.5.",
        };
        var rotate = new Setting<double>("--rotate", nameof(AugmentationOptions.MaxAngle))
        {
            HelpName = "DEGREES",
            Description = "Turn training frames by random angles up to this one, 0 to 180, besides flips and quarter turns.",
            DefaultValueFactory = _ => defaults.Augmentation.MaxAngle,
        };
        var acquisition = new AcquisitionArguments();
        var bfloat16 = new Option<bool>("--bfloat16") { Description = "Compute in bfloat16: faster on CPUs with AVX512-BF16." };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            HelpName = "FILE",
            Description = "File to resume from; written every few minutes and on cancellation.",
        };
        var command = new Command("classifier", "Trains the network that finds out-of-focus frames.")
        {
            network,
            weights,
            epochs,
            minutes,
            patience,
            batch,
            rate,
            cosine,
            average,
            classWeights,
            normalize,
            defocus,
            pixel,
            recall,
            rotate,
            bfloat16,
            checkpoint,
        };
        acquisition.AddTo(command);
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
                        Training = defaults with
                        {
                            Network = chosen with
                            {
                                ImageNetNormalization = chosen.ImageNetNormalization || parsed.GetValue(normalize),
                                EstimatesDefocus = parsed.GetValue(defocus),
                            },
                            InitialWeightsPath = parsed.GetValue(weights),
                            Minutes = parsed.GetValue(minutes),
                            Patience = parsed.GetValue(patience),
                            BatchSize = parsed.GetValue(batch),
                            ClassWeights = parsed.GetValue(classWeights) ?? [],
                            PixelMicrons = parsed.GetValue(pixel),
                            Augmentation = defaults.Augmentation with { MaxAngle = parsed.GetValue(rotate) },
                            Acquisition = acquisition.Read(parsed),
                            BFloat16 = parsed.GetValue(bfloat16),
                            CheckpointPath = parsed.GetValue(checkpoint),
                            Resume = parsed.GetValue(checkpoint) is not null,
                            Epochs = parsed.GetValue(epochs),
                            LearningRate = parsed.GetValue(rate),
                            CosineDecay = parsed.GetValue(cosine),
                            AverageDecay = parsed.GetValue(average),
                            Seed = parsed.GetValue(common.Seed),
                            Threads = parsed.GetValue(common.Threads),
                        },
                        Progress = new TrainingLines(output),
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
