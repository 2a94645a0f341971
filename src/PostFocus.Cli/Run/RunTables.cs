using PostFocus.Cli.Report;
using PostFocus.Cli.Results;

namespace PostFocus.Cli.Run;

/// <summary>Writes what a run has to tell, each file whole or not at all.</summary>
/// <param name="outputs">Where it goes.</param>
/// <param name="facts">Of the run.</param>
internal sealed class RunTables(RunOutputs outputs, RunFacts facts)
{
    /// <summary>Writes <c>frames.csv</c>, which all else is made of.</summary>
    public void WriteFrames(IEnumerable<FrameReport> reports) => FrameReport.Write(outputs.Table, reports);

    /// <summary>Writes what sums it up: <c>sequences.csv</c>, <c>run.json</c>, <c>report.html</c>.</summary>
    /// <param name="sequences">What is done.</param>
    /// <param name="isFinished">Whether that is all.</param>
    /// <returns>Which of them could not be written, and why; null where all are. Nothing else is lost by that.</returns>
    public string? Summarise(IReadOnlyList<SequenceLedger> sequences, bool isFinished)
    {
        var name = ResultNames.SequencesTable;
        try
        {
            SequenceLedger.Write(outputs.SequencesTable, sequences);
            name = ResultNames.Facts;
            (facts with { IsFinished = isFinished }).Write(outputs.Facts);
            name = ResultNames.Report;
            ReportPage.Write(outputs.Folder);
            return null;
        }
        catch (Exception e) when (Failure.IsOfFiles(e) || e is IOException)
        {
            return $"{name} could not be written ({Failure.Reason(e)}) The frames and {ResultNames.FramesTable} are there"
                + (name == ResultNames.Report ? ": make it by 'postfocus report'." : ".");
        }
    }

    /// <summary>The sequences of a run, by its rule.</summary>
    public IReadOnlyList<SequenceLedger> Sequences(IEnumerable<FrameReport> reports) => SequenceLedger.Of(reports, facts.Rule());
}
