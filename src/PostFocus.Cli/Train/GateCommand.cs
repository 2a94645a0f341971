using System.CommandLine;
using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Trainers.Gate;
using PostFocus.Transforms.Columns;

namespace PostFocus.Cli.Train;

/// <summary><c>postfocus train gate --data MANIFEST|--pairs DIR…|--stack PATH --model ZIP --out ZIP</c>.</summary>
internal static class GateCommand
{
    private const string ToRestore = "ToRestore";

    public static Command Create()
    {
        var defaults = new RestorationGateTrainer.Options();
        var restoring = new RestoringArguments(
            "Samples averaged per frame, 2 to 100, as 'run' will be told: the gate holds for no others."
        );
        var common = new TrainingArguments(
            "Manifests (truth.csv) with out_of_focus and reference_path for every frame, or folders that hold one. None of the networks may have been trained on them.",
            "Seed of the noise, and of which wells set the threshold."
        );
        var model = new Option<string>("--model")
        {
            HelpName = "ZIP",
            Description = "Classifier and restorer in one model zip; they go before the gate in the written chain.",
            Required = true,
        };
        var allowed = new Setting<double>("--allowed-worse", nameof(RestorationGateTrainer.Options.AllowedWorse))
        {
            HelpName = "SHARE",
            Description = "Share of accepted frames that may be worse than their input, 0.0001 to 0.5.",
            DefaultValueFactory = _ => defaults.AllowedWorse,
        };
        var confidence = new Setting<double>("--confidence", nameof(RestorationGateTrainer.Options.Confidence))
        {
            HelpName = "SHARE",
            Description = "Confidence that no more are, 0.5 to 0.9999. With the defaults at least 340 wells must set the threshold.",
            DefaultValueFactory = _ => defaults.Confidence,
        };
        var share = new Setting<double>("--threshold-share", nameof(RestorationGateTrainer.Options.ThresholdFraction))
        {
            HelpName = "SHARE",
            Description = "Share of the wells that set the threshold, 0.1 to 0.9; the others are fitted on.",
            DefaultValueFactory = _ => defaults.ThresholdFraction,
        };
        var command = new Command(
            "gate",
            "Learns which restored frames can be trusted. Frames that the label calls out of focus, and those that the classifier selects, are restored and held against their truth."
        )
        {
            model,
            allowed,
            confidence,
            share,
        };
        restoring.AddTo(command);
        common.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var chosen = defaults with
                {
                    AllowedWorse = parsed.GetValue(allowed),
                    Confidence = parsed.GetValue(confidence),
                    ThresholdFraction = parsed.GetValue(share),
                    Seed = parsed.GetValue(common.Seed),
                    Cancellation = cancellation,
                };
                var restore = restoring.Read(parsed) with { Seed = parsed.GetValue(common.Seed) };
                common.CheckOut(parsed);
                var context = common.Context(parsed, cancellation);
                var zip = parsed.GetRequiredValue(model);
                if (context.FocusRestoration.LoadModels(zip) is not { Classifier: { } classifier, Restorer: { } restorer } models)
                    throw new PostFocusException($"'{zip}' does not hold both a classifier and a restorer, which a gate comes after.");
                var data = common.Data.LoadEach(context, parsed, cancellation, TrainingData.Reference, TrainingData.OutOfFocus);
                restore = restore.For(restorer);
                var trainer = context.FocusRestoration.Trainers.Gate(
                    chosen with
                    {
                        Restored = restore,
                        Networks = models.Fingerprint,
                        Progress = RowLines.Of(output, "restored and judged", data),
                    }
                );
                var scored = context.Transforms.ScoreFrames(models);
                var restored = scored
                    .Append(
                        context.Transforms.Expression(
                            ToRestore,
                            "(selected, labelled) => selected || labelled",
                            "PredictedLabel",
                            LoadedColumns.Label
                        )
                    )
                    .Append(context.Transforms.ConditionalRestore(restorer, restore with { DecisionColumnName = ToRestore }));
                var gate = trainer.Fit([.. data.Select(view => restored.Fit(view).Transform(view))]).Model;
                foreach (var line in RestorationGateTrainer.Describe(gate))
                    output.WriteLine(line);
                ITransformer chain = scored
                    .Append(context.Transforms.ConditionalRestore(restorer, restore))
                    .Append(context.Transforms.GateRestoration(gate))
                    .Fit(data[0]);
                return common.Save(context, chain, data[0].Schema, parsed);
            }
        );
        return command;
    }
}
