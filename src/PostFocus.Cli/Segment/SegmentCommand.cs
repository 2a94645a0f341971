using System.CommandLine;
using PostFocus.Cli.Results;

namespace PostFocus.Cli.Segment;

/// <summary><c>postfocus segment INPUT --out DIR</c>: the cells of every frame.</summary>
internal static class SegmentCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("INPUT")
        {
            Description = "An input of 'run': a folder, a multi-page file, an OME-Zarr image or a manifest. It is only read.",
        };
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                $"Folder for the results, new or empty: {SegmentOutputs.Labels}/SEQUENCE/tN.tif (the number of the cell at each pixel, 16 bits), {CellRow.Table} (a row per cell and frame: place, area, track, speed, contacts), {SegmentOutputs.Pictures}/SEQUENCE.png (outlines on up to eight frames).",
            Required = true,
        };
        var model = new Option<string?>("--model")
        {
            HelpName = "ZIP",
            Description = "Model zip with a segmenter. Default: the pretrained one.",
        };
        var masks = new Option<bool>("--masks")
        {
            Description =
                "Take the label images that the manifest INPUT names in mask_path, made by any program, in place of the network's: cells are measured and followed alike.",
        };
        var cells = new CellArguments();
        var sequences = new SequenceArguments();
        var parquet = ParquetOption.Create();
        var cameraOffset = CameraOffset.Option();
        var device = Devices.Option();
        var command = new Command("segment", "Finds the cells of every frame, and follows them.")
        {
            input,
            outFolder,
            model,
            device,
            cameraOffset,
            masks,
            parquet,
        };
        cells.AddTo(command);
        sequences.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
                SegmentRun.Execute(
                    new SegmentRequest(
                        parsed.GetRequiredValue(input),
                        sequences.Options(parsed),
                        parsed.GetRequiredValue(outFolder),
                        Installation.Segmenter(parsed.GetValue(model)),
                        Devices.Context(parsed.GetRequiredValue(device), parsed.InvocationConfiguration.Output, cancellation),
                        parsed.GetValue(cameraOffset),
                        cells.Read(parsed),
                        parsed.GetValue(masks),
                        parsed.GetValue(parquet)
                    ),
                    parsed.InvocationConfiguration.Output,
                    parsed.InvocationConfiguration.Error,
                    cancellation
                )
        );
        return command;
    }
}
