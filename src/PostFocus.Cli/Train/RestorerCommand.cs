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
        var loop = new LoopArguments(defaults, "; 4 where the training goes on with a zip");
        var common = new TrainingArguments("Manifests (truth.csv) with reference_path for every frame, or folders that hold one.");
        var classifier = new Option<string?>("--classifier")
        {
            HelpName = "ZIP",
            Description =
                "Classifier zip that goes before the restorer in the written chain. Default: that of --weights, if the training goes on with it.",
        };
        var method = new RestorerMethod();
        var steps = new Setting<long?>("--steps", nameof(RestorerTrainingOptions.Steps))
        {
            HelpName = "N",
            Description = "Training steps, 1 to 100000000.",
            DefaultValueFactory = _ => defaults.Steps,
        };
        var crop = new Setting<int?>("--crop", nameof(RestorerTrainingOptions.CropSize))
        {
            HelpName = "PIXELS",
            Description = string.Create(
                CultureInfo.InvariantCulture,
                $"Height and width of the crops trained on, 8 to 1024. Default: {defaults.CropSize}; that of the tiles where the training goes on with a zip."
            ),
        };
        var rate = new Setting<double?>("--rate", nameof(RestorerTrainingOptions.LearningRate))
        {
            HelpName = "RATE",
            Description = "Learning rate, 0.00000001 to 1. Default: 2e-4 for diffusions, 1e-4 for regressions.",
        };
        var decay = new Setting<double?>("--weight-decay", nameof(RestorerTrainingOptions.WeightDecay))
        {
            HelpName = "DECAY",
            Description = "L2 regularisation, as a part of the gradient, 0 to 1. Default: 1e-5, as in the paper.",
        };
        var identity = new Setting<double>("--identity", nameof(RestorerTrainingOptions.IdentityFraction))
        {
            HelpName = "SHARE",
            Description =
                "Share of the pairs trained on, 0 to 1, that are identity pairs (input and truth the same in-focus frame); 0 where in-focus frames have a truth of their own, as simulated ones do.",
            DefaultValueFactory = _ => defaults.IdentityFraction,
        };
        var validationSteps = new Setting<int>("--validation-steps", nameof(RestorerTrainingOptions.ValidationSteps))
        {
            HelpName = "N",
            Description = "Steps between validations, 1 to 1000000.",
            DefaultValueFactory = _ => defaults.ValidationSteps,
        };
        var pictures = new Setting<string?>("--pictures", nameof(RestorerTrainingOptions.PicturesFolder))
        {
            HelpName = "DIR",
            Description = "Folder for a picture after each validation: the first validation pairs blurred, restored, and their truth.",
        };
        var half = new Option<bool>("--half-weights") { Description = "Store the weights in float16: half the size." };
        var command = new Command("restorer", "Trains a network that restores out-of-focus frames, by diffusion or by regression.")
        {
            classifier,
        };
        method.AddTo(command);
        foreach (var option in new Option[] { steps, crop, rate, decay, identity, validationSteps, pictures, half })
            command.Add(option);
        loop.AddTo(command);
        common.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var context = common.Context(parsed, cancellation);
                var own = method.GoesOnWith(parsed) is { } zip ? context.FocusRestoration.LoadModels(zip) : null;
                var chosen = method.Of(parsed, own?.Restorer);
                var trainer = context.FocusRestoration.Trainers.Restorer(
                    new RestorerTrainer.Options
                    {
                        Training = loop.Read(parsed, chosen) with
                        {
                            CropSize = parsed.GetValue(crop) ?? chosen.CropSize,
                            Steps = parsed.GetValue(steps),
                            LearningRate = parsed.GetValue(rate) ?? chosen.LearningRate,
                            WeightDecay = parsed.GetValue(decay) ?? chosen.WeightDecay,
                            IdentityFraction = parsed.GetValue(identity),
                            ValidationSteps = parsed.GetValue(validationSteps),
                            PicturesFolder = parsed.GetValue(pictures),
                            HalfWeights = parsed.GetValue(half),
                            Seed = parsed.GetValue(common.Seed),
                        },
                        Cancellation = cancellation,
                    }
                );
                common.CheckOut(parsed);
                var first = parsed.GetValue(classifier) is { } path
                    ? context.FocusRestoration.LoadModels(path).Classifier ?? throw new PostFocusException($"'{path}' has no classifier.")
                    : own?.Classifier;
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
