using System.CommandLine;
using PostFocus.Imaging.Cells;
using PostFocus.Imaging.Tracks;

namespace PostFocus.Cli.Evaluate;

/// <summary><c>postfocus evaluate DATASET… --out DIR</c>: what restoration does to the measurements that are made after it.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var tracking = new CellTrackerOptions();
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
        var contact = new Setting<double>("--contact", "reach")
        {
            HelpName = "MICRONS",
            Description = "How far from the outlines of two cells a pixel of their contact may lie, µm.",
            DefaultValueFactory = _ => CellContacts.DefaultMicrons,
        };
        var step = new Setting<double>("--longest-step", nameof(CellTrackerOptions.LongestStep))
        {
            HelpName = "PIXELS",
            Description = "Farthest way of a cell from one frame to the next, 0.5 to 10000 pixels.",
            DefaultValueFactory = _ => tracking.LongestStep,
        };
        var gap = new Setting<int>("--longest-gap", nameof(CellTrackerOptions.LongestGap))
        {
            HelpName = "N",
            Description = "Most frames in a row in which a cell may be missed, 0 to 100.",
            DefaultValueFactory = _ => tracking.LongestGap,
        };
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
            contact,
            step,
            gap,
            device,
        };
        restoring.AddTo(command);
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
                        parsed.GetValue(contact),
                        tracking with
                        {
                            LongestStep = parsed.GetValue(step),
                            LongestGap = parsed.GetValue(gap),
                        }
                    ),
                    parsed.InvocationConfiguration.Output,
                    cancellation
                )
        );
        return command;
    }
}
