using System.CommandLine;

namespace PostFocus.Cli;

/// <summary><c>postfocus train classifier|restorer</c>.</summary>
internal static class TrainCommand
{
    public static Command Create() => new("train", "Trains the networks.");
}
