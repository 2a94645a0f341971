using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using PostFocus.Trainers;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Frames;

namespace PostFocus.Cli.Train;

/// <summary><c>postfocus train restorer --data MANIFEST|--pairs DIR…|--stack PATH --out ZIP</c>.</summary>
internal static class RestorerCommand
{
    public static Command Create()
    {
        var defaults = new RestorerTrainingOptions();
        var unet = new ConditionalUNetOptions();
        var common = new TrainingArguments("Manifests (truth.csv) with reference_path for every frame, or folders that hold one.");
        var classifier = new Option<string?>("--classifier") { HelpName = "ZIP", Description = "Classifier zip that goes before the restorer in the written chain." };
        var steps = new Option<long?>("--steps") { HelpName = "N", Description = "Training steps.", DefaultValueFactory = _ => defaults.Steps };
        var minutes = new Option<double?>("--minutes") { HelpName = "MINUTES", Description = "Minutes to train; what ends first counts." };
        var channels = new Option<int>("--channels") { HelpName = "N", Description = "Channels of the first level.", DefaultValueFactory = _ => unet.BaseChannels };
        var patch = new Option<int>("--patch") { HelpName = "PIXELS", Description = "Side of the patches that become channels; 2 is faster than 1 at twice the channels.", DefaultValueFactory = _ => unet.PatchSize };
        var crop = new Option<int>("--crop") { HelpName = "PIXELS", Description = "Height and width of the crops trained on.", DefaultValueFactory = _ => defaults.CropSize };
        var levels = new Option<int[]>("--multipliers") { HelpName = "N", Description = "Channels of each level as multiples of --channels; each further level has half the resolution, the last one self-attention.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. unet.Multipliers] };
        var blocks = new Option<int>("--blocks") { HelpName = "N", Description = "Residual blocks of each level.", DefaultValueFactory = _ => unet.ResidualBlocks };
        var batch = new Option<int>("--batch") { HelpName = "N", Description = "Pairs of a step.", DefaultValueFactory = _ => defaults.BatchSize };
        var rate = new Option<double>("--rate") { HelpName = "RATE", Description = "Learning rate.", DefaultValueFactory = _ => defaults.LearningRate };
        var identity = new Option<double>("--identity") { HelpName = "SHARE", Description = "Share of the pairs trained on that are identity pairs (input and truth the same in-focus frame); 0 where in-focus frames have a truth of their own, as simulated ones do.", DefaultValueFactory = _ => defaults.IdentityFraction };
        var bfloat16 = new Option<bool>("--bfloat16") { Description = "Compute in bfloat16: faster on CPUs with AVX512-BF16." };
        var half = new Option<bool>("--half-weights") { Description = "Store the weights in float16: half the size." };
        var checkpoint = new Option<string?>("--checkpoint") { HelpName = "FILE", Description = "File to resume from; written every few minutes and on cancellation." };
        var command = new Command("restorer", "Trains the diffusion network that restores out-of-focus frames.")
        {
            classifier, steps, minutes, channels, patch, levels, blocks, crop, batch, rate, identity, bfloat16, half, checkpoint,
        };
        common.AddTo(command);
        command.SetWork((parsed, cancellation) =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            common.CheckOut(parsed);
            MLContext context = common.Context(parsed);
            FocusModel? first = parsed.GetValue(classifier) is { } path
                ? context.FocusRestoration.LoadModels(path).Classifier ?? throw new InvalidDataException($"'{path}' has no classifier.")
                : null;
            IDataView data = common.Data.Load(context, parsed, cancellation, first is null ? [TrainingData.Reference, TrainingData.OutOfFocus] : [TrainingData.Reference]);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{100 * parsed.GetValue(identity):0.#} % of the pairs trained on are identity pairs"));
            var trainer = context.FocusRestoration.Trainers.Ddpm(new RestorerTrainer.Options
            {
                Training = defaults with
                {
                    Network = unet with
                    {
                        BaseChannels = parsed.GetValue(channels),
                        PatchSize = parsed.GetValue(patch),
                        Multipliers = parsed.GetRequiredValue(levels),
                        AttentionLevels = [parsed.GetRequiredValue(levels).Length - 1],
                        ResidualBlocks = parsed.GetValue(blocks),
                    },
                    CropSize = parsed.GetValue(crop),
                    Steps = parsed.GetValue(steps),
                    Minutes = parsed.GetValue(minutes),
                    BatchSize = parsed.GetValue(batch),
                    LearningRate = parsed.GetValue(rate),
                    IdentityFraction = parsed.GetValue(identity),
                    BFloat16 = parsed.GetValue(bfloat16),
                    HalfWeights = parsed.GetValue(half),
                    CheckpointPath = parsed.GetValue(checkpoint),
                    Resume = parsed.GetValue(checkpoint) is not null,
                    Seed = parsed.GetValue(common.Seed),
                    Threads = parsed.GetValue(common.Threads),
                },
                Progress = new TrainingLines(output),
                Cancellation = cancellation,
            });
            if (first is null)
                return common.Save(context, trainer.Fit(LabelAsDecision(context, data)), data.Schema, parsed);
            var chain = context.Transforms.ScoreFocus(first).Append(trainer);
            return common.Save(context, chain.Fit(data), data.Schema, parsed);
        });
        return command;
    }

    /// <summary>Without a classifier the truth decides which frames of the training data would be restored.</summary>
    private static IDataView LabelAsDecision(MLContext context, IDataView data) =>
        context.Transforms.CopyColumns("PredictedLabel", LoadedColumns.Label).Fit(data).Transform(data);
}
