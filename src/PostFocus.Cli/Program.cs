using PostFocus.Cli;

try
{
    return await CommandLine.Run(args, Console.Out, Console.Error);
}
catch (Exception e) when (Installation.Missing(e) is { } missing)
{
    // A library without which the command line itself cannot begin.
    await Console.Error.WriteLineAsync($"postfocus: {missing}");
    return ExitCodes.Failure;
}
