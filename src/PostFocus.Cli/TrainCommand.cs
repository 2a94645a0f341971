using System.CommandLine;
using PostFocus.Cli.Train;

namespace PostFocus.Cli;

/// <summary><c>postfocus train classifier|restorer</c>.</summary>
internal static class TrainCommand
{
    public static Command Create() => new("train", "Trains the networks on labelled frames and pairs.")
    {
        ClassifierCommand.Create(),
        RestorerCommand.Create(),
    };
}
