using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Trainers;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Columns;

namespace PostFocus.Cli.Train;

/// <summary><c>postfocus train restorer --data MANIFEST|--pairs DIR…|--stack PATH --out ZIP</c>.</summary>
internal static class RestorerCommand
{
    public static Command Create()
    {
        var defaults = new RestorerTrainingOptions();
        var common = new TrainingArguments("Manifests (truth.csv) with reference_path for every frame, or folders that hold one.");
        var classifier = new Option<string?>("--classifier")
        {
            HelpName = "ZIP",
            Description = "Classifier zip that goes before the restorer in the written chain.",
        };
        var method = new RestorerMethod();
        var acquisition = new AcquisitionArguments();
        var steps = new Setting<long?>("--steps", nameof(RestorerTrainingOptions.Steps))
        {
            HelpName = "N",
            Description = "Training steps.",
            DefaultValueFactory = _ => defaults.Steps,
        };
        var minutes = new Setting<double?>("--minutes", nameof(RestorerTrainingOptions.Minutes))
        {
            HelpName = "MINUTES",
            Description = "Minutes to train; what ends first counts.",
        };
        var crop = new Setting<int>("--crop", nameof(RestorerTrainingOptions.CropSize))
        {
            HelpName = "PIXELS",
            Description = "Height and width of the crops trained on.",
            DefaultValueFactory = _ => defaults.CropSize,
        };
        var batch = new Setting<int>("--batch", nameof(RestorerTrainingOptions.BatchSize))
        {
            HelpName = "N",
            Description = "Pairs of a step.",
            DefaultValueFactory = _ => defaults.BatchSize,
        };
        var rate = new Setting<double?>("--rate", nameof(RestorerTrainingOptions.LearningRate))
        {
            HelpName = "RATE",
            Description = "Learning rate. Default: 2e-4 for diffusions, 1e-4 for regressions.",
        };
        var decay = new Setting<double?>("--weight-decay", nameof(RestorerTrainingOptions.WeightDecay))
        {
            HelpName = "DECAY",
            Description = "L2 regularisation, as a part of the gradient. Default: 1e-5, as in the paper.",
        };
        var average = new Setting<double>("--average", nameof(RestorerTrainingOptions.AverageDecay))
        {
            HelpName = "DECAY",
            Description = "Decay of the moving average of the weights, which is what is kept; 0 for none.",
            DefaultValueFactory = _ => defaults.AverageDecay,
        };
        var identity = new Setting<double>("--identity", nameof(RestorerTrainingOptions.IdentityFraction))
        {
            HelpName = "SHARE",
            Description =
                "Share of the pairs trained on that are identity pairs (input and truth the same in-focus frame); 0 where in-focus frames have a truth of their own, as simulated ones do.",
            DefaultValueFactory = _ => defaults.IdentityFraction,
        };
        var validationSteps = new Setting<int>("--validation-steps", nameof(RestorerTrainingOptions.ValidationSteps))
        {
            HelpName = "N",
            Description = "Steps between validations.",
            DefaultValueFactory = _ => defaults.ValidationSteps,
        };
        var patience = new Setting<int?>("--patience", nameof(RestorerTrainingOptions.Patience))
        {
            HelpName = "N",
            Description = "Stop after so many validations without a lower validation loss, and keep the network of the lowest.",
        };
        var pictures = new Setting<string?>("--pictures", nameof(RestorerTrainingOptions.PicturesFolder))
        {
            HelpName = "DIR",
            Description = "Folder for a picture after each validation: the first validation pairs blurred, restored, and their truth.",
        };
        var bfloat16 = new Option<bool>("--bfloat16") { Description = "Compute in bfloat16: faster on CPUs with AVX512-BF16." };
        var half = new Option<bool>("--half-weights") { Description = "Store the weights in float16: half the size." };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            HelpName = "FILE",
            Description = "File to resume from; written every few minutes and on cancellation.",
        };
        var command = new Command("restorer", "Trains a network that restores out-of-focus frames, by diffusion or by regression.")
        {
            classifier,
        };
        method.AddTo(command);
        foreach (
            var option in new Option[]
            {
                steps,
                minutes,
                crop,
                batch,
                rate,
                decay,
                average,
                identity,
                validationSteps,
                patience,
                pictures,
                bfloat16,
                half,
                checkpoint,
            }
        )
            command.Add(option);
        acquisition.AddTo(command);
        common.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var chosen = method.Of(parsed);
                var context = common.Context(parsed, cancellation);
                var trainer = context.FocusRestoration.Trainers.Restorer(
                    new RestorerTrainer.Options
                    {
                        Training = chosen with
                        {
                            CropSize = parsed.GetValue(crop),
                            Steps = parsed.GetValue(steps),
                            Minutes = parsed.GetValue(minutes),
                            BatchSize = parsed.GetValue(batch),
                            LearningRate = parsed.GetValue(rate) ?? chosen.LearningRate,
                            WeightDecay = parsed.GetValue(decay) ?? chosen.WeightDecay,
                            AverageDecay = parsed.GetValue(average),
                            IdentityFraction = parsed.GetValue(identity),
                            ValidationSteps = parsed.GetValue(validationSteps),
                            Patience = parsed.GetValue(patience),
                            PicturesFolder = parsed.GetValue(pictures),
                            BFloat16 = parsed.GetValue(bfloat16),
                            HalfWeights = parsed.GetValue(half),
                            Acquisition = acquisition.Read(parsed),
                            CheckpointPath = parsed.GetValue(checkpoint),
                            Resume = parsed.GetValue(checkpoint) is not null,
                            Seed = parsed.GetValue(common.Seed),
                            Threads = parsed.GetValue(common.Threads),
                        },
                        Progress = new TrainingLines(output),
                        Cancellation = cancellation,
                    }
                );
                common.CheckOut(parsed);
                var first = parsed.GetValue(classifier) is { } path
                    ? context.FocusRestoration.LoadModels(path).Classifier ?? throw new PostFocusException($"'{path}' has no classifier.")
                    : null;
                var data = common.Data.Load(
                    context,
                    parsed,
                    cancellation,
                    first is null ? [TrainingData.Reference, TrainingData.OutOfFocus] : [TrainingData.Reference]
                );
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{100 * parsed.GetValue(identity):0.#} % of the pairs trained on are identity pairs"
                    )
                );
                if (first is null)
                    return common.Save(context, trainer.Fit(LabelAsDecision(context, data)), data.Schema, parsed);
                var chain = context.Transforms.ScoreFocus(first).Append(trainer);
                return common.Save(context, chain.Fit(data), data.Schema, parsed);
            }
        );
        return command;
    }

    /// <summary>Without a classifier the truth decides which frames of the training data would be restored.</summary>
    private static IDataView LabelAsDecision(MLContext context, IDataView data) =>
        context.Transforms.CopyColumns("PredictedLabel", LoadedColumns.Label).Fit(data).Transform(data);
}
