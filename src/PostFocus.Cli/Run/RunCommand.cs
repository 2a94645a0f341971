using System.CommandLine;
using System.Globalization;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Cli.Run;

/// <summary><c>postfocus run INPUT --out DIR</c>: restore the out-of-focus frames of sequences.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var defaults = new ConditionalRestoreOptions();
        var input = new Argument<string>("INPUT")
        {
            Description =
                "A folder (every folder in it with TIFF, PNG, BMP or JPEG frames is a sequence, and so is every multi-page TIFF and OME-Zarr image), one of these, or a manifest (.csv with path, sequence, frame). It is only read.",
        };
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                "Folder for the results, new or empty: every frame file under its own name, frames.csv, and reports/SEQUENCE/overview.png (recorded, restored, spread).",
            Required = true,
        };
        var model = new Option<string?>("--model")
        {
            HelpName = "ZIP",
            Description = "Classifier and restorer, and where there is one a gate, in one model zip. Default: the pretrained one.",
        };
        var samples = new Setting<int>("--samples", nameof(ConditionalRestoreOptions.Samples))
        {
            HelpName = "N",
            Description = "Samples averaged per frame, 1 to 100; of a regression, as the shipped model is, its eight orientations at most.",
            DefaultValueFactory = _ => defaults.Samples,
        };
        var steps = new Setting<int>("--steps", nameof(ConditionalRestoreOptions.Steps))
        {
            HelpName = "N",
            Description = "Denoising steps per sample of a diffusion, 1 to 1000.",
            DefaultValueFactory = _ => defaults.Steps,
        };
        var sampler = new Setting<string?>("--sampler", nameof(ConditionalRestoreOptions.Sampler))
        {
            Description = "How samples are drawn. Default: as the model was meant, ddim or bridge.",
        };
        sampler.AcceptOnlyFromAmong([.. Enum.GetNames<Sampler>().Select(name => name.ToLowerInvariant())]);
        var distance = new Setting<int>("--neighbour-distance", nameof(ConditionalRestoreOptions.NeighbourDistance))
        {
            HelpName = "N",
            Description =
                "For models that look at the nearest frames in focus, as the shipped one does: those further away are not looked at, 0 to 50 frames; 0 where frames do not show one place over time.",
            DefaultValueFactory = _ => defaults.NeighbourDistance,
        };
        var correlation = new Setting<double>("--neighbour-correlation", nameof(ConditionalRestoreOptions.NeighbourCorrelation))
        {
            HelpName = "R",
            Description =
                "For the same models: a frame in focus is looked at where it correlates by this much with the frame after a Gaussian blur of 8 pixels, so that it shows the same place; -1 (never mind) to 1.",
            DefaultValueFactory = _ => defaults.NeighbourCorrelation,
        };
        var seed = new Option<ulong>("--seed")
        {
            HelpName = "N",
            Description = "Seed of the noise.",
            DefaultValueFactory = _ => defaults.Seed,
        };
        var sequences = new SequenceArguments();
        var cameraOffset = CameraOffset();
        var date = new Option<bool>("--date")
        {
            Description = "Note the day of the run in restored files. Their bytes then differ from day to day.",
        };
        var acceptAll = new Option<bool>("--accept-all")
        {
            Description =
                "Take all restored frames, also those that the model's gate rejects. Without a gate in the model all are taken anyway.",
        };
        var device = Devices.Option();

        var command = new Command("run", "Finds the out-of-focus frames of sequences and restores them.")
        {
            input,
            outFolder,
            model,
            samples,
            steps,
            sampler,
            distance,
            correlation,
            seed,
            device,
            cameraOffset,
            date,
            acceptAll,
        };
        sequences.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
                RestorationRun.Execute(
                    new RunRequest(
                        parsed.GetRequiredValue(input),
                        sequences.Options(parsed),
                        parsed.GetRequiredValue(outFolder),
                        Installation.Model(parsed.GetValue(model)),
                        Devices.Context(parsed.GetRequiredValue(device), parsed.InvocationConfiguration.Output, cancellation),
                        defaults with
                        {
                            Samples = parsed.GetValue(samples),
                            Steps = parsed.GetValue(steps),
                            Sampler = parsed.GetValue(sampler) is { } name ? Enum.Parse<Sampler>(name, ignoreCase: true) : null,
                            NeighbourDistance = parsed.GetValue(distance),
                            NeighbourCorrelation = parsed.GetValue(correlation),
                            Seed = parsed.GetValue(seed),
                            // No more than keeps the cores busy: progress and cancellation wait for the frames ahead.
                            LookAhead = Math.Min(defaults.LookAhead, Environment.ProcessorCount),
                        },
                        parsed.GetValue(cameraOffset),
                        parsed.GetValue(date) ? DateTime.UtcNow : null,
                        parsed.GetValue(acceptAll)
                    ),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                )
        );
        return command;
    }

    /// <summary>The option of every verb that shows frames to a network.</summary>
    public static Option<double?> CameraOffset()
    {
        var option = new Option<double?>("--camera-offset")
        {
            HelpName = "COUNTS",
            Description =
                "Counts of the camera without light, as the lower end of the networks' intensities. For networks trained with it; default: a low percentile of the sequence.",
        };
        // Only what no pixel can hold, NaN among it: whether a sequence has counts above it, its frames must say.
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var counts)
                && !(Math.Abs(counts) <= MostCounts)
            )
                result.AddError($"{option.Name} must lie between {-MostCounts} and {MostCounts} counts.");
        });
        return option;
    }

    private const double MostCounts = 1e12;
}
