using System.CommandLine;
using Microsoft.ML;
using PostFocus.Cli.Run;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli;

/// <summary><c>postfocus run INPUT --out DIR</c>: restore the out-of-focus frames of sequences.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var defaults = new ConditionalRestoreOptions();
        var input = new Argument<string>("INPUT")
        {
            Description = "A folder (every folder with TIFF or PNG frames in it is a sequence) or one file (a multi-page TIFF is a sequence).",
        };
        var outFolder = new Option<string>("--out") { Description = "Folder for the results; new or empty.", Required = true };
        var model = new Option<string?>("--model") { Description = "Model zip. Default: the pretrained one." };
        var samples = new Option<int>("--samples") { Description = "Samples averaged per frame, 1 to 100.", DefaultValueFactory = _ => defaults.Samples };
        var steps = new Option<int>("--steps") { Description = "Denoising steps per sample, 1 to 1000.", DefaultValueFactory = _ => defaults.Steps };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the noise.", DefaultValueFactory = _ => defaults.Seed };
        Option<string> device = Devices.Option();

        var command = new Command("run", "Finds the out-of-focus frames of sequences and restores them.")
        {
            input, outFolder, model, samples, steps, seed, device,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(RestorationRun.Execute(
            new RunRequest(
                parsed.GetRequiredValue(input),
                parsed.GetRequiredValue(outFolder),
                parsed.GetValue(model) ?? PretrainedModel,
                Devices.Context(parsed.GetRequiredValue(device)),
                defaults with
                {
                    Samples = parsed.GetValue(samples),
                    Steps = parsed.GetValue(steps),
                    Seed = parsed.GetValue(seed),
                }),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error,
            cancellation)));
        return command;
    }

    /// <summary>The zip that is shipped beside the program.</summary>
    public static string PretrainedModel => Path.Combine(AppContext.BaseDirectory, "models", "postfocus.zip");
}
