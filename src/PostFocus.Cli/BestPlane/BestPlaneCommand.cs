using System.CommandLine;

namespace PostFocus.Cli.BestPlane;

/// <summary><c>postfocus best-plane INPUT --out DIR</c>: the plane in focus of each focal stack and instant.</summary>
internal static class BestPlaneCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("INPUT")
        {
            Description =
                "A multi-page file or OME-Zarr image of several focal planes, or a folder of such, or of files whose names number planes (--names). It is only read.",
        };
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                $"Folder for the results, new or empty: {PlaneRow.Table} (a row per instant: the plane, how surely it is in focus, how far off), {BestPlaneRun.Planes}/SEQUENCE/tN.tif (its frame, an input of 'run').",
            Required = true,
        };
        var model = new Option<string?>("--model")
        {
            HelpName = "ZIP",
            Description = "Model zip with a classifier. Default: the pretrained one.",
        };
        var sequences = new SequenceArguments();
        var cameraOffset = CameraOffset.Option();
        var device = Devices.Option();
        var command = new Command("best-plane", "Finds the focal plane in focus of each stack and instant; none where no plane is.")
        {
            input,
            outFolder,
            model,
            device,
            cameraOffset,
        };
        sequences.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
                BestPlaneRun.Execute(
                    new BestPlaneRequest(
                        parsed.GetRequiredValue(input),
                        sequences.Options(parsed),
                        parsed.GetRequiredValue(outFolder),
                        Installation.Model(parsed.GetValue(model)),
                        Devices.Context(parsed.GetRequiredValue(device), parsed.InvocationConfiguration.Output, cancellation),
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
