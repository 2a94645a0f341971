namespace PostFocus.Cli.Shared;

/// <summary>How <c>postfocus</c> ends.</summary>
internal static class ExitCodes
{
    public const int Success = 0,
        Failure = 1,
        SomeFilesFailed = 2,
        Defect = 70,
        Cancelled = 130;

    /// <summary>Above it are those that the parser gives where a signal came and the work did not end in time.</summary>
    public const int Signalled = 128;
}
