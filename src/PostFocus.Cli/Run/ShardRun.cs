using System.Diagnostics;
using System.Globalization;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Output;
using PostFocus.Cli.Shards;
using PostFocus.Imaging;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Run;

/// <summary>Does one shard of a plan, beside the others, with a journal of its own. Tables are made when all are gathered.</summary>
internal static class ShardRun
{
    /// <param name="shard">The shard.</param>
    /// <param name="request">What the plan asks for.</param>
    /// <param name="output">Is told of it.</param>
    /// <param name="error">Is told what goes wrong.</param>
    /// <param name="cancellation">Ends it; it goes on when it is given again.</param>
    /// <returns>0; 2 where a file could not be used.</returns>
    public static int Execute(ShardAddress shard, RunRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var shardFiles = new ShardFiles(shard.Plan.Identity());
        var use = shardFiles.Of(shard.Number);
        using var run = new PreparedRun(request, use);
        var units = run.UnitsOf(shard.Plan, shard.Path, shard.Shard);
        using var folder = OutFolder.Hold(request.OutFolder, use: use);
        var path = Path.Combine(run.Outputs.Folder, shardFiles.Journal(shard.Number));
        using var hashes = new UnitHashes(run.Outputs, cancellation);
        var earlier = new EarlierRun(run.Outputs, units, []);
        using var found = File.Exists(path) ? RunJournal.Open(path) : OfWholeRun(run, units, path);
        using var journal = earlier.Begin(path, found, run.Settings, again: false);

        run.Tell(output, error);
        output.WriteLine($"{Capital(shard.Name)}: {Of(units)}");
        if (journal == found)
            output.WriteLine(earlier.Verify(journal, hashes, output));
        earlier.NotePlaces(journal);
        using var work = new RemainingUnits(run, units, journal);
        try
        {
            work.Execute(hashes, output, error, cancellation);
        }
        catch (Exception e)
        {
            work.Dispose();
            // What fails before the first result leaves nothing behind.
            if (journal != found && e is not OperationCanceledException && !units.SelectMany(run.Outputs.Of).Any(IsThere))
                journal.Remove();
            else
                output.WriteLine($"Ended after {journal.Units.Count} of {Count(units.Count, "unit")}. The same command goes on from here.");
            throw;
        }
        foreach ((var file, var reason) in work.Files.Losses)
            error.WriteLine($"error: {file}: {reason}");
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Capital(shard.Name)} is done: {Of(units)} in {clock.Elapsed.TotalSeconds:F1} s. When all are, 'postfocus gather' makes tables and report."
            )
        );
        var isComplete = work.Files.Losses.Count == 0 && units.All(unit => journal.Find(unit.Name)!.Input is not null);
        return isComplete ? ExitCodes.Success : ExitCodes.SomeFilesFailed;

        bool IsThere(string name) => Path.Exists(Path.Combine(run.Outputs.Folder, name));
    }

    /// <summary>
    /// What a run in one process has done of a shard, or shards that were gathered since, as the shard's own journal; null: there was none.
    /// </summary>
    /// <exception cref="PostFocusException">It was another run.</exception>
    private static RunJournal? OfWholeRun(PreparedRun run, IReadOnlyList<WorkUnit> units, string path)
    {
        if (!File.Exists(run.Outputs.Journal))
            return null;
        using var whole = RunJournal.Open(run.Outputs.Journal, toRead: true);
        EarlierRun.RequireSame(whole, run.Settings, run.Outputs.Folder);
        return RunJournal.Write(
            path,
            whole.Settings,
            units.Select(unit => run.Outputs.Of(unit).Where(whole.Places.Contains).ToArray()),
            units.Select(unit => whole.Find(unit.Name)).OfType<FinishedUnit>()
        );
    }

    private static string Of(IReadOnlyList<WorkUnit> units) =>
        $"{Count(units.Sum(u => u.Sequences.Count), "sequence")}, {Count(units.Sum(PlannedUnit.FramesOf), "frame")}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
