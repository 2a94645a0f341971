using System.CommandLine;

namespace PostFocus.Cli.Shared;

/// <summary>A verb that looks and tells, and writes no file.</summary>
internal sealed class LookingCommand(string name, string description) : Command(name, description);
