namespace PostFocus.Cli.Shared;

/// <summary>How <c>postfocus</c> ends.</summary>
internal static class ExitCodes
{
    public const int Success = 0,
        Failure = 1,
        SomeFilesFailed = 2,
        Defect = 70,
        Cancelled = 130;
}
