using System.CommandLine;
using PostFocus.Cli.Output;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Adapt;

/// <summary><c>postfocus adapt INPUT --out ZIP</c>: a recording restores itself, where that is better than a network.</summary>
internal static class AdaptCommand
{
    public static Command Create()
    {
        var defaults = new NeighbourRestoreEstimator.Options();
        var input = new Argument<string>("INPUT")
        {
            Description =
                "Videos in which focus is lost now and then, as for 'run': a folder, a multi-page file, an OME-Zarr image or a manifest. It is only read.",
        };
        var outPath = new Option<string>("--out")
        {
            HelpName = "ZIP",
            Description = "Model zip to write, for 'run --model'.",
            Required = true,
        };
        var from = new Option<string?>("--from")
        {
            HelpName = "ZIP",
            Description =
                "Model zip whose classifier finds the frames out of focus, and whose restorer the filters are held against. Default: the pretrained one.",
        };
        var distance = new Setting<int>("--neighbour-distance", nameof(NeighbourRestoreEstimator.Options.NeighbourDistance))
        {
            HelpName = "N",
            Description = "How far away the nearest frames in focus may be, 1 to 50 frames.",
            DefaultValueFactory = _ => defaults.NeighbourDistance,
        };
        var error = new Setting<double>("--most-error", nameof(NeighbourRestoreEstimator.Options.MostError))
        {
            HelpName = "SHARE",
            Description =
                "A frame is restored where its filter, on the half of the frame that it was not fitted to, leaves less than this share, 0 to 1000, of the error that flat grey, the frame as recorded, at half contrast or after the best small Gaussian leaves.",
            DefaultValueFactory = _ => defaults.MostError,
        };
        var force = new Option<bool>("--force") { Description = "Write the zip also where the filters are no better than their rivals." };
        var sequences = new SequenceArguments();
        var cameraOffset = CameraOffset.Option();
        var device = Devices.Option();
        var command = new Command(
            "adapt",
            "Makes a model that restores a recording by itself: each frame out of focus by the filter that takes it to the frames in focus before and after. Needs no focal planes, no training and no microscope's data; says whether that is better than the network."
        )
        {
            input,
            outPath,
            from,
            distance,
            error,
            force,
            device,
            cameraOffset,
        };
        sequences.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var path = parsed.GetRequiredValue(outPath);
                OutFile.CheckModel(path, parsed.GetRequiredValue(input));
                return AdaptRun.Execute(
                    new AdaptRequest(
                        parsed.GetRequiredValue(input),
                        sequences.Options(parsed),
                        Installation.Model(parsed.GetValue(from)),
                        path,
                        Devices.Context(parsed.GetRequiredValue(device), parsed.InvocationConfiguration.Output, cancellation),
                        defaults with
                        {
                            NeighbourDistance = parsed.GetValue(distance),
                            MostError = parsed.GetValue(error),
                            LookAhead = Math.Min(defaults.LookAhead, Environment.ProcessorCount),
                        },
                        parsed.GetValue(force),
                        parsed.GetValue(cameraOffset)
                    ),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                );
            }
        );
        return command;
    }
}
