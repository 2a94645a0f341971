using System.CommandLine;

namespace PostFocus.Cli.Train;

/// <summary><c>postfocus train classifier|calibration|restorer|domain|gate|segmenter</c>.</summary>
internal static class TrainCommand
{
    public static Command Create() =>
        new("train", "Trains the networks on labelled frames and pairs, the domain and the gate after them, and the segmenter.")
        {
            ClassifierCommand.Create(),
            CalibrationCommand.Create(),
            RestorerCommand.Create(),
            DomainCommand.Create(),
            GateCommand.Create(),
            SegmenterCommand.Create(),
        };
}
