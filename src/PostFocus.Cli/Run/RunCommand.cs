using System.CommandLine;
using PostFocus.Imaging.Files;
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
                $"A folder (every folder in it with frames is a sequence, and so is every multi-page TIFF and OME-Zarr image), one of these, or a manifest (.csv with path, sequence, frame). Formats: {string.Join(", ", FrameFile.Formats.Select(f => f.Name))}. It is only read.",
        };
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                "Folder for the results: new, empty, or that of the same run, which then goes on where it ended. Every frame file under its own name, report.html (all on one page), frames.csv and sequences.csv (a row per frame and per sequence), and reports/SEQUENCE/overview.png (recorded, restored, spread).",
            Required = true,
        };
        var model = new Option<string?>("--model")
        {
            HelpName = "ZIP",
            Description = "Classifier and restorer, and where there is one a gate, in one model zip. Default: the pretrained one.",
        };
        var restoring = new RestoringArguments(
            "Samples averaged per frame, 1 to 100; of a regression, as the shipped model is, its eight orientations at most."
        );
        var sampler = new Setting<string?>("--sampler", nameof(ConditionalRestoreOptions.Sampler))
        {
            Description = "How samples are drawn. Default: as the model was meant, ddim or bridge.",
        };
        sampler.AcceptOnlyFromAmong(EnumNames.Of<Sampler>());
        var seed = new Option<ulong>("--seed")
        {
            HelpName = "N",
            Description = "Seed of the noise.",
            DefaultValueFactory = _ => Devices.Seed,
        };
        var cells = new CellsArguments();
        var rule = new YieldArguments();
        var sequences = new SequenceArguments();
        var cameraOffset = CameraOffset.Option();
        var date = new Option<bool>("--date")
        {
            Description = "Note the day of the run in restored files. Their bytes then differ from day to day.",
        };
        var acceptAll = new Option<bool>("--accept-all")
        {
            Description =
                "Take all restored frames, also those that the model's gate rejects. Without a gate in the model all are taken anyway.",
        };
        var again = new Option<bool>("--again")
        {
            Description =
                "Delete what an earlier run has made in --out, and do all of it again: needed where options or the model are others than they were.",
        };
        var parquet = ParquetOption.Create();
        var device = Devices.Option();

        var command = new Command("run", "Finds the out-of-focus frames of sequences and restores them.") { input, outFolder, model };
        restoring.AddTo(command);
        foreach (var option in new Option[] { sampler, seed, device, cameraOffset, date, acceptAll, again, parquet })
            command.Add(option);
        cells.AddTo(command);
        rule.AddTo(command);
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
                        restoring.Read(parsed) with
                        {
                            Sampler = parsed.GetValue(sampler) is { } name ? Enum.Parse<Sampler>(name, ignoreCase: true) : null,
                            Seed = parsed.GetValue(seed),
                            // No more than keeps the cores busy: progress and cancellation wait for the frames ahead.
                            LookAhead = Math.Min(defaults.LookAhead, Environment.ProcessorCount),
                        },
                        rule.Read(parsed),
                        cells.Read(parsed),
                        parsed.GetValue(cameraOffset),
                        parsed.GetValue(date) ? DateTime.UtcNow : null,
                        parsed.GetValue(acceptAll),
                        parsed.GetValue(parquet),
                        parsed.GetValue(again)
                    ),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                )
        );
        return command;
    }
}
