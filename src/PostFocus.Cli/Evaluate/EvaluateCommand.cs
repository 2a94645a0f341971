using System.CommandLine;

namespace PostFocus.Cli.Evaluate;

/// <summary><c>postfocus evaluate DATASET… --out DIR</c>: what restoration does to the measurements that are made after it.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var dataSets = new Argument<string[]>("DATASET")
        {
            Description =
                "One or more manifests, or folders that hold one as truth.csv, of videos with out_of_focus, reference_path and mask_path for every frame, as 'simulate videos' makes them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                $"Folder for the results, new or empty: {EvaluationTables.Measurements} (a row per video and version), {EvaluationTables.Summary} (a row per data set and version).",
            Required = true,
        };
        var model = new Option<string?>("--model")
        {
            HelpName = "ZIP",
            Description = "Classifier and restorer, and where there is one a gate, in one model zip. Default: the pretrained one.",
        };
        var segmenter = new Option<string?>("--segmenter")
        {
            HelpName = "ZIP",
            Description = "Model zip with a segmenter. Default: the pretrained one.",
        };
        var cells = new CellArguments();
        var restoring = new RestoringArguments("Samples averaged per frame, 1 to 100.");
        var device = Devices.Option();
        var command = new Command(
            "evaluate",
            "Measures what restoration does to cells, contacts, counts and tracks, where the truth is known."
        )
        {
            dataSets,
            outFolder,
            model,
            segmenter,
            device,
        };
        restoring.AddTo(command);
        cells.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
                EvaluateRun.Execute(
                    new EvaluateRequest(
                        parsed.GetRequiredValue(dataSets),
                        parsed.GetRequiredValue(outFolder),
                        Installation.Model(parsed.GetValue(model)),
                        Installation.Segmenter(parsed.GetValue(segmenter)),
                        Devices.Context(parsed.GetRequiredValue(device), parsed.InvocationConfiguration.Output, cancellation),
                        restoring.Read(parsed),
                        cells.Read(parsed)
                    ),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                )
        );
        return command;
    }
}
