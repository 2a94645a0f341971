using PostFocus.Benchmarks.Statistics;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Run;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Benchmarks.Journal;

/// <summary>What the journal costs a run, in seconds of the processor.</summary>
/// <param name="Hashing">Hashes of frames before and after each unit, and of its results.</param>
/// <param name="Noting">Noting where results go, and what is done.</param>
/// <param name="Reading">Reading it back for the tables.</param>
/// <param name="Bytes">Of the journal.</param>
internal sealed record JournalCost(double Hashing, double Noting, double Reading, long Bytes)
{
    public double Seconds => Hashing + Noting + Reading;

    /// <summary>Does once more what a run did for its journal, and nothing else.</summary>
    /// <param name="input">Frames.</param>
    /// <param name="results">Folder of the finished run.</param>
    /// <param name="scratch">Where a journal can be written.</param>
    public static JournalCost Measure(string input, string results, string scratch)
    {
        var search = FrameSequences.Search(input, new SequenceOptions());
        var outputs = new RunOutputs(results, input, search);
        var units = WorkUnit.Of(search.Sequences, outputs.Companions, outputs.Name);
        using var finished = RunJournal.Open(outputs.Journal);
        FinishedUnit[] done = [.. units.Select(unit => finished.Find(unit.Name)!)];
        using var hashes = new UnitHashes(outputs, CancellationToken.None);
        var hashing = ProcessorTime.Of(() =>
        {
            foreach (var unit in units)
            {
                _ = hashes.Input(unit);
                _ = hashes.Input(unit);
                _ = hashes.Results(unit);
            }
        });
        RunJournal journal = null!;
        var noting = ProcessorTime.Of(() =>
        {
            journal = RunJournal.Begin(scratch, finished.Settings);
            journal.Add(units.Select(outputs.Of).Prepend(outputs.Summaries));
            foreach (var unit in done)
                journal.Add(unit);
        });
        using (journal)
        {
            var reading = ProcessorTime.Of(() =>
            {
                foreach (var unit in units)
                    _ = journal.Find(unit.Name);
            });
            return new(hashing, noting, reading, new FileInfo(scratch).Length);
        }
    }
}
