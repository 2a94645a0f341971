namespace PostFocus.Cli.Results;

/// <summary>What the results of a run are called in their folder, beside the frames.</summary>
internal static class ResultNames
{
    public const string FramesTable = "frames.csv",
        SequencesTable = "sequences.csv",
        Facts = "run.json",
        Journal = "run.journal",
        Report = "report.html",
        Pictures = "reports";
}
