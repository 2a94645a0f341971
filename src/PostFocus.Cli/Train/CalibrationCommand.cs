using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Transforms.Classification;

namespace PostFocus.Cli.Train;

/// <summary><c>postfocus train calibration --data MANIFEST|--pairs DIR…|--stack PATH --model ZIP --out ZIP</c>.</summary>
internal static class CalibrationCommand
{
    public static Command Create()
    {
        var common = new TrainingArguments(
            "Manifests (truth.csv) with out_of_focus for every frame, or folders that hold one. The classifier must not have been trained on them.",
            seeds: null
        );
        var model = new Option<string>("--model")
        {
            HelpName = "ZIP",
            Description = "Model zip with a classifier; what comes after it in the chain is written as it is.",
            Required = true,
        };
        var recall = new Setting<double?>("--recall", nameof(FocusCalibrator.Options.TargetRecall))
        {
            HelpName = "SHARE",
            Description =
                "Set the threshold so that this share of the out-of-focus frames, 0.001 to 1, is found. Default: a probability of 0.5.",
        };
        var orientations = new Setting<int?>("--orientations", nameof(FocusCalibrator.Options.Orientations))
        {
            HelpName = "N",
            Description =
                "Judge each frame in so many orientations, 1 to 8, and average: takes as many times as long, and scatters less. Default: as before.",
        };
        var command = new Command(
            "calibration",
            "Fits a trained classifier's probabilities, and its threshold, to labelled frames; its network stays as it is."
        )
        {
            model,
            recall,
            orientations,
        };
        common.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var options = new FocusCalibrator.Options
                {
                    TargetRecall = parsed.GetValue(recall),
                    Orientations = parsed.GetValue(orientations),
                };
                common.CheckOut(parsed);
                var context = common.Context(parsed, cancellation);
                var zip = parsed.GetRequiredValue(model);
                var classifier =
                    context.FocusRestoration.LoadModels(zip).Classifier ?? throw new PostFocusException($"'{zip}' has no classifier.");
                var data = common.Data.Load(context, parsed, cancellation, TrainingData.OutOfFocus);
                var calibrated = context.BinaryClassification.Calibrators.FocusClassifier(classifier, options).Fit(data);
                Tell(parsed.InvocationConfiguration.Output, "before", classifier);
                Tell(parsed.InvocationConfiguration.Output, "now", calibrated.Model);
                ITransformer chain = context.Model.Load(zip, out _).ReplaceParts<FocusScoringTransformer>(_ => calibrated);
                return common.Save(context, chain, data.Schema, parsed);
            }
        );
        return command;
    }

    private static void Tell(TextWriter output, string when, FocusModel model) =>
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{when}: temperature {model.Temperature:F3}, threshold {model.Threshold:F3}, orientations {model.Orientations}"
            )
        );
}
