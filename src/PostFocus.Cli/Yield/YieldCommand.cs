using System.CommandLine;

namespace PostFocus.Cli.Yield;

/// <summary><c>postfocus yield DATASET… --out DIR</c>: what lost focus costs, before anything is restored.</summary>
internal static class YieldCommand
{
    public static Command Create()
    {
        var dataSets = new Argument<string[]>("DATASET")
        {
            Description =
                "One or more inputs of 'run': folders, multi-page files, OME-Zarr images or manifests. Where a manifest has out_of_focus, what its labels say is printed too.",
            Arity = ArgumentArity.OneOrMore,
        };
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                $"Folder for the results, new or empty: {YieldRun.SequencesTable} (a row per sequence), {YieldRun.DataSetsTable} (a row per data set), {YieldRun.Picture}.",
            Required = true,
        };
        var model = new Option<string?>("--model")
        {
            HelpName = "ZIP",
            Description = "Model zip with a classifier. Default: the pretrained one.",
        };
        var rule = new YieldArguments();
        var sequences = new SequenceArguments();
        var cameraOffset = CameraOffset.Option();
        var device = Devices.Option();
        var command = new Command("yield", "Counts how many sequences lost focus costs, in one or several data sets.")
        {
            dataSets,
            outFolder,
            model,
            device,
            cameraOffset,
        };
        rule.AddTo(command);
        sequences.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
                YieldRun.Execute(
                    new YieldRequest(
                        parsed.GetRequiredValue(dataSets),
                        sequences.Options(parsed),
                        parsed.GetRequiredValue(outFolder),
                        Installation.Model(parsed.GetValue(model)),
                        Devices.Context(parsed.GetRequiredValue(device), parsed.InvocationConfiguration.Output, cancellation),
                        rule.Read(parsed),
                        parsed.GetValue(cameraOffset)
                    ),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                )
        );
        return command;
    }
}
