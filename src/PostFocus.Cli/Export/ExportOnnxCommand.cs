using System.CommandLine;
using Microsoft.ML;
using PostFocus.Cli.Output;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Cli.Export;

/// <summary><c>postfocus export-onnx MODEL --out DIR</c>: networks as files that run without PostFocus.</summary>
internal static class ExportOnnxCommand
{
    public static Command Create()
    {
        var defaults = new ConditionalRestoreEstimator.Options();
        var model = new Argument<string>("MODEL") { Description = "Model zip with a classifier, a restorer or both." };
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                "Folder for the files, new or empty: classifier.onnx; restorer.onnx of a regression, or sampler.onnx and denoise-step.onnx of a diffusion.",
            Required = true,
        };
        var samples = new Setting<int>("--samples", nameof(ConditionalRestoreEstimator.Options.Samples))
        {
            HelpName = "N",
            Description = "Samples of the restorer that its file averages, 1 to 100; of a regression its eight orientations at most.",
            DefaultValueFactory = _ => defaults.Samples,
        };
        var steps = new Setting<int>("--steps", nameof(ConditionalRestoreEstimator.Options.Steps))
        {
            HelpName = "N",
            Description = "Denoising steps of a diffusion's sampler, 1 to 1000; samples times steps are at most 200.",
            DefaultValueFactory = _ => defaults.Steps,
        };
        var sampler = new Setting<string?>("--sampler", nameof(ConditionalRestoreEstimator.Options.Sampler))
        {
            Description = "How samples are drawn. Default: as the model was meant, ddim or bridge.",
        };
        sampler.AcceptOnlyFromAmong(EnumNames.Of<Sampler>());
        var command = new Command("export-onnx", "Writes classifier and restorer as ONNX files that other programs run.")
        {
            model,
            outFolder,
            samples,
            steps,
            sampler,
        };
        command.SetWork(
            (parsed, cancellation) =>
                Execute(
                    parsed.GetRequiredValue(model),
                    parsed.GetRequiredValue(outFolder),
                    defaults with
                    {
                        Samples = parsed.GetValue(samples),
                        Steps = parsed.GetValue(steps),
                        Sampler = parsed.GetValue(sampler) is { } name ? Enum.Parse<Sampler>(name, ignoreCase: true) : null,
                    },
                    parsed.InvocationConfiguration.Output,
                    cancellation
                )
        );
        return command;
    }

    private static int Execute(
        string zip,
        string folder,
        ConditionalRestoreEstimator.Options options,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        OutFolder.Check(folder);
        var models = new MLContext().FocusRestoration.LoadModels(zip);
        cancellation.ThrowIfCancellationRequested();
        foreach (var file in models.ExportOnnx(folder, options))
            output.WriteLine(file);
        if (models.Classifier is { } classifier)
            output.WriteLine($"The classifier takes frames of {Frames(classifier.InputSize, classifier.PixelMicrons)}");
        if (models.Restorer is { } restorer)
            output.WriteLine($"The restorer takes frames of {Frames(restorer.TileSize, restorer.PixelMicrons)}");
        return ExitCodes.Success;

        static string Frames(int side, double? pixel) =>
            FormattableString.Invariant($"{side} × {side} pixels{(pixel is { } size ? $", {size} µm each" : "")}");
    }
}
