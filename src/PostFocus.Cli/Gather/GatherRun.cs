using System.Diagnostics;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Cli.Run;
using PostFocus.Cli.Shards;
using PostFocus.Imaging;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Gather;

/// <summary>Makes one journal of those of all shards, and of it what a run makes in the end.</summary>
internal static class GatherRun
{
    /// <returns>0; 2 where a file could not be used.</returns>
    /// <exception cref="PostFocusException">A shard is not done. Nothing was written.</exception>
    public static int Execute(
        string path,
        ShardPlan plan,
        RunRequest request,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var files = new ShardFiles(plan.Identity());
        if (!Directory.Exists(request.OutFolder))
            throw new PostFocusException($"There is no folder '{request.OutFolder}': no shard of the plan was done into it.");
        RequireDone(plan, request.OutFolder);
        using var run = new PreparedRun(request, files.Gathered);
        var outputs = run.Outputs;
        run.UnitsOf(plan, path, plan.Shards);
        using var folder = OutFolder.Hold(request.OutFolder, outputs.TableBytes, files.Gathered);
        RequireDone(plan, request.OutFolder);

        run.Tell(output, error);
        using var journal = Merge(run, plan, output, error, cancellation, out var hasProblem);
        var rows = new JournaledRows(run.Search.Sequences, run.Units, journal);
        FrameReport[] reports = [.. rows.Frames];
        folder.MakeRoom();
        var ending = new RunEnding(run, run.Tables, output, error);
        ending.WriteTables(reports, rows.Cells);
        foreach (var number in Enumerable.Range(1, plan.Shards.Count))
            File.Delete(Path.Combine(outputs.Folder, files.Journal(number)));
        ending.Tell(reports.Count(r => r.Error is not null && !Path.Exists(outputs.Of(outputs.Source(r.File)))), clock.Elapsed);
        return ending.IsComplete && !hasProblem ? ExitCodes.Success : ExitCodes.SomeFilesFailed;
    }

    private static void RequireDone(ShardPlan plan, string folder)
    {
        using var journals = new ShardJournals(plan, folder);
        ShardState[] left = [.. journals.States().Where(state => !state.IsDone)];
        if (left.Length > 0)
            throw new PostFocusException(
                $"--out '{folder}': {plan.Shards.Count - left.Length} of {Count(plan.Shards.Count, "shard")} are done. "
                    + $"{string.Join("; ", left.Select(state => $"shard {state.Number} is {state}"))}. Do them by 'postfocus run --shard PLAN#K', then gather again."
            );
    }

    /// <summary>The journal as one process would have left it, of frames and results that are still what the shards noted.</summary>
    private static RunJournal Merge(
        PreparedRun run,
        ShardPlan plan,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellation,
        out bool hasProblem
    )
    {
        var outputs = run.Outputs;
        using var journals = new ShardJournals(plan, outputs.Folder);
        using var hashes = new UnitHashes(outputs, cancellation);
        var onFrames = new Progress(output, plan.Shards.Sum(s => s.Frames)).Of("what is done", plan.Shards.Sum(s => s.Frames));
        SortedDictionary<int, string> changed = [],
            outdated = [];
        hasProblem = false;
        var looked = 0;
        foreach (var unit in run.Units)
        {
            var (shard, found) = journals.Find(unit.Name);
            if (found is not { } done || done.Results != (hashes.Results(unit) ?? ""))
                changed.TryAdd(shard, unit.Name);
            else if (done.Input is null)
            {
                hasProblem = true;
                // That of a frame is in the tables.
                if (done.Frames.All(f => f.Error is null))
                    error.WriteLine($"error: {unit.Name}: shard {shard} had a problem with it, which its log tells.");
            }
            else if (done.Input != hashes.Input(unit))
                outdated.TryAdd(shard, unit.Name);
            onFrames(looked += PlannedUnit.FramesOf(unit));
        }
        Require(changed, "results were changed or removed after they were made");
        Require(outdated, "frames were changed after their results were made");
        var places = journals.Places;
        return RunJournal.Write(
            outputs.Journal,
            plan.Settings,
            [
                [.. outputs.Summaries.Where(name => places.Contains(name) || !Path.Exists(Path.Combine(outputs.Folder, name)))],
                .. run.Units.Select(unit => outputs.Of(unit).Where(places.Contains).ToArray()),
            ],
            run.Units.Select(unit => journals.Find(unit.Name).Done!)
        );

        void Require(SortedDictionary<int, string> others, string what)
        {
            if (others.Count > 0)
                throw new PostFocusException(
                    $"--out '{outputs.Folder}': {what}: {string.Join("; ", others.Select(c => $"of shard {c.Key} {Wording.Shown(c.Value)}"))}. Do these shards again by 'postfocus run --shard PLAN#K', then gather again."
                );
        }
    }
}
