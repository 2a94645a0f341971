using PostFocus.Cli;

try
{
    var exitCode = await CommandLine.Run(args, Console.Out, Console.Error);
    if (exitCode == ExitCodes.Cancelled)
        ProcessEnd.AtOnce(exitCode);
    return exitCode;
}
catch (Exception e) when (Installation.Missing(e) is { } missing)
{
    // A library without which the command line itself cannot begin.
    await Console.Error.WriteLineAsync($"postfocus: {missing}");
    return ExitCodes.Failure;
}
