using System.CommandLine;
using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Trainers.Domain;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Domain;

namespace PostFocus.Cli.Train;

/// <summary><c>postfocus train domain --data MANIFEST|--pairs DIR…|--stack PATH --model ZIP --out ZIP</c>.</summary>
internal static class DomainCommand
{
    public static Command Create()
    {
        var defaults = new DomainTrainer.Options();
        var acquisition = new AcquisitionArguments();
        var common = new TrainingArguments(
            "Manifests (truth.csv), or folders that hold one: the frames that the networks learnt from, all kinds of them.",
            "Seed of the split into wells, of the kinds of frames and of the noise."
        );
        var model = new Option<string>("--model")
        {
            HelpName = "ZIP",
            Description = "Model zip with a classifier; the domain is put behind it, in the place of one that the zip has.",
            Required = true,
        };
        var kinds = new Setting<int>("--kinds", nameof(DomainTrainer.Options.Kinds))
        {
            HelpName = "N",
            Description = "Kinds of frames that are told apart, 1 to 100.",
            DefaultValueFactory = _ => defaults.Kinds,
        };
        var alarms = new Setting<double>("--false-alarms", nameof(DomainTrainer.Options.FalseAlarms))
        {
            HelpName = "SHARE",
            Description = "Share of frames like those trained on that are called out of the domain, 0.0001 to 0.5.",
            DefaultValueFactory = _ => defaults.FalseAlarms,
        };
        var command = new Command(
            "domain",
            "Learns what the frames look like that the networks learnt from, so that others are told apart and none of them is accepted."
        )
        {
            model,
            kinds,
            alarms,
        };
        acquisition.AddTo(command);
        common.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var options = defaults with
                {
                    Kinds = parsed.GetValue(kinds),
                    FalseAlarms = parsed.GetValue(alarms),
                    Acquisition = acquisition.Read(parsed),
                    Seed = parsed.GetValue(common.Seed),
                    Cancellation = cancellation,
                };
                common.CheckOut(parsed);
                var context = common.Context(parsed, cancellation);
                var zip = parsed.GetRequiredValue(model);
                if (context.FocusRestoration.LoadModels(zip) is not { Classifier: { } classifier } models)
                    throw new PostFocusException($"'{zip}' has no classifier, which a domain comes after.");
                var data = common.Data.LoadEach(context, parsed, cancellation);
                var domain = context
                    .FocusRestoration.Trainers.Domain(
                        options with
                        {
                            PixelMicrons = classifier.PixelMicrons,
                            Progress = RowLines.Of(output, "measured", data),
                        }
                    )
                    .Fit(data);
                output.WriteLine(DomainTrainer.Describe(domain.Model));
                var chain = context.Model.Load(zip, out _);
                chain = models.Domain is null
                    ? chain.ReplaceParts<FocusScoringTransformer>(scoring => scoring.Append(domain))
                    : chain.ReplaceParts<DomainScoringTransformer>(_ => domain);
                return common.Save(context, chain, data[0].Schema, parsed);
            }
        );
        return command;
    }
}
