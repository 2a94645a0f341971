using PostFocus.Cli.Journal;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Run;

/// <summary>What an earlier run into the same folder has done, and which of it holds still.</summary>
/// <param name="outputs">Where results go.</param>
/// <param name="units">All that is to be done.</param>
/// <param name="summaries">Names of what is made of the journal in the end.</param>
internal sealed class EarlierRun(RunOutputs outputs, IReadOnlyList<WorkUnit> units, IReadOnlyList<string> summaries)
{
    /// <summary>The journal to go on with: that of the earlier run, or a new one.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="found">That of the earlier run; null: there was none.</param>
    /// <param name="settings">All that changes the results.</param>
    /// <param name="again">Whether what it did is done again: its results are deleted.</param>
    /// <exception cref="PostFocusException">It had other settings, or other sequences. Nothing was changed then.</exception>
    public RunJournal Begin(string path, RunJournal? found, IReadOnlyList<Fact> settings, bool again)
    {
        if (found is not null && !again)
        {
            RequireSame(found, settings);
            return found;
        }
        if (found is not null)
            outputs.Delete(found.Places);
        return RunJournal.Begin(path, settings);
    }

    /// <summary>Notes where results will go, but for those places where somebody else's file is: it will stay.</summary>
    public void NotePlaces(RunJournal journal) =>
        journal.Add(
            Places
                .Select(names => names.Where(n => !journal.Places.Contains(n) && !Path.Exists(Path.Combine(outputs.Folder, n))).ToArray())
                .Where(names => names.Length > 0)
                .ToList()
        );

    /// <summary>Makes the journal of a run that went on that of one that did not have to.</summary>
    public void Tidy(RunJournal journal) => journal.Tidy(Places, units.Select(u => u.Name));

    /// <summary>
    /// Looks at every unit that is noted as done: whether its files and its results have the bytes that they had. What does not hold is
    /// forgotten, and deleted where it is there, so that what follows is as in a new folder.
    /// </summary>
    /// <param name="journal">Of the run.</param>
    /// <param name="hashes">Tell what is the same.</param>
    /// <param name="output">Is told how far it is.</param>
    /// <returns>What is said of it.</returns>
    /// <exception cref="PostFocusException">
    /// Somebody's files would be deleted with a folder of results. Nothing was changed then.
    /// </exception>
    public string Verify(RunJournal journal, UnitHashes hashes, TextWriter output)
    {
        var frames = units.Sum(u => u.Sequences.Sum(s => s.Frames.Count));
        var onFrames = new Progress(output, frames).Of("what is done", frames);
        int looked = 0,
            failed = 0,
            changed = 0,
            lost = 0;
        foreach (var unit in units)
        {
            // Once, however often it is asked for: it reads all that the unit has made.
            var results = new Lazy<string?>(() => hashes.Results(unit));
            if (journal.Find(unit.Name) is { } done && !Holds(unit, done, results))
            {
                RequireNothingAdded(unit, done, results);
                journal.Forget(unit.Name);
            }
            onFrames(looked += unit.Sequences.Sum(s => s.Frames.Count));
        }
        outputs.Delete(journal.Places.Except(units.Where(u => journal.Units.Contains(u.Name)).SelectMany(outputs.Of).Concat(summaries)));
        var sequences = units.Sum(u => u.Sequences.Count);
        string[] again =
        [
            .. new[]
            {
                Again(failed, "that had a problem"),
                Again(changed, "whose frames changed"),
                Again(lost, "whose results changed"),
            }.OfType<string>(),
        ];
        return $"continued: {units.Where(u => journal.Units.Contains(u.Name)).Sum(u => u.Sequences.Count)} of {Count(sequences, "sequence")} were done{(again.Length > 0 ? $"; done again: {string.Join(", ", again)}" : "")}";

        bool Holds(WorkUnit unit, FinishedUnit done, Lazy<string?> results)
        {
            var of = Math.Max(1, unit.Sequences.Count);
            if (done.Input is null)
                failed += of;
            else if (done.Input != hashes.Input(unit))
                changed += of;
            else if (done.Results != results.Value)
                lost += of;
            else
                return true;
            return false;
        }
    }

    /// <summary>A result that is a folder can hold what others put there, such as labels of cells in an image.</summary>
    private void RequireNothingAdded(WorkUnit unit, FinishedUnit done, Lazy<string?> results)
    {
        var folder = outputs.Of(unit).FirstOrDefault(name => Directory.Exists(Path.Combine(outputs.Folder, name)));
        if (folder is not null && done.Results != results.Value)
            throw new PostFocusException(
                $"--out '{outputs.Folder}': '{folder}' is to be made anew, but it, or a picture of it, is not as the run left it. Move out of the folder what you added there, or move the folder itself out of --out, and give the command again; or give --again, by which all results are deleted."
            );
    }

    private static string? Again(int count, string why) => count == 0 ? null : $"{count} {why}";

    private IEnumerable<IReadOnlyList<string>> Places => units.Select(outputs.Of).Prepend(summaries);

    /// <summary>Passes where an earlier run had the same settings.</summary>
    /// <exception cref="PostFocusException">It had others.</exception>
    public static void RequireSame(RunJournal journal, IReadOnlyList<Fact> settings, string folder)
    {
        string[] differences = [.. RunSettings.Differences(journal.Settings, settings)];
        if (differences.Length > 0)
            throw Refused(folder, $"a run with other options ({string.Join("; ", differences)})");
    }

    private void RequireSame(RunJournal journal, IReadOnlyList<Fact> settings)
    {
        RequireSame(journal, settings, outputs.Folder);
        string[] gone = [.. journal.Units.Except(units.Select(u => u.Name))];
        if (gone.Length > 0)
            throw Refused(
                outputs.Folder,
                $"results of what is not in the input any more ({gone[0]}{(gone.Length > 1 ? $" and {gone.Length - 1} more" : "")})"
            );
    }

    private static PostFocusException Refused(string folder, string what) =>
        new(
            $"--out '{folder}' holds {what}. Give the same again to go on where it ended, choose another --out, or give --again, by which all of it is deleted and done anew."
        );
}
