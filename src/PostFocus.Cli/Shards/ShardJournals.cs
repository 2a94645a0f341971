using PostFocus.Cli.Journal;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Imaging;

namespace PostFocus.Cli.Shards;

/// <summary>What the shards of a plan have done in a folder, to be read only; they may go on meanwhile.</summary>
internal sealed class ShardJournals : IDisposable
{
    private readonly ShardPlan _plan;
    private readonly string _folder;
    private readonly ShardFiles _files;
    private readonly Dictionary<string, int> _shardOf;
    private readonly RunJournal?[] _shards;
    private readonly RunJournal? _run;

    /// <param name="plan">The plan.</param>
    /// <param name="folder">The folder of results; it need not exist.</param>
    /// <exception cref="PostFocusException">The folder holds the results of another run.</exception>
    public ShardJournals(ShardPlan plan, string folder)
    {
        (_plan, _folder, _files) = (plan, folder, new(plan.Identity()));
        _shardOf = Numbers.SelectMany(n => plan.Shards[n - 1].Units.Select(u => (u.Name, n))).ToDictionary(u => u.Name, u => u.n);
        _shards = [.. Numbers.Select(shard => Open(_files.Journal(shard)))];
        _run = Open(ResultNames.Journal);
        if (_run is null || _run.Settings.SequenceEqual(plan.Settings))
            return;
        Dispose();
        throw new PostFocusException(
            $"--out '{folder}' holds the results of another run than the plan's ({ResultNames.Journal} says with what options). Choose another --out."
        );
    }

    /// <summary>How far each shard is.</summary>
    public IReadOnlyList<ShardState> States() =>
        [
            .. Numbers.Select(number =>
            {
                var units = _plan.Shards[number - 1].Units;
                return new ShardState(
                    number,
                    units.Count(unit => Of(number, unit.Name) is not null),
                    units.Count,
                    Directory.Exists(_folder) ? FolderLock.Holder(_folder, _files.Part(number)) : null,
                    _shards[number - 1] is not null
                );
            }),
        ];

    /// <summary>Whether one journal holds what all of them have done.</summary>
    public bool AreGathered => _shards.All(journal => journal is null) && _shardOf.Keys.All(unit => _run?.Units.Contains(unit) == true);

    /// <summary>Where results of any of them may be.</summary>
    public IReadOnlySet<string> Places => All.SelectMany(journal => journal.Places).ToHashSet();

    /// <summary>The shard that a unit belongs to, and what was noted of it; null: nothing.</summary>
    public (int Shard, FinishedUnit? Done) Find(string unit)
    {
        var shard = _shardOf[unit];
        return (shard, Of(shard, unit)?.Find(unit));
    }

    public void Dispose()
    {
        foreach (var journal in All)
            journal.Dispose();
    }

    private IEnumerable<int> Numbers => Enumerable.Range(1, _plan.Shards.Count);

    private IEnumerable<RunJournal> All => _shards.Append(_run).OfType<RunJournal>();

    /// <summary>The shard's own, or where all were gathered, that of the whole run.</summary>
    private RunJournal? Of(int shard, string unit) =>
        _shards[shard - 1] is { } own && own.Units.Contains(unit) ? own
        : _run is not null && _run.Units.Contains(unit) ? _run
        : null;

    private RunJournal? Open(string name)
    {
        var path = Path.Combine(_folder, name);
        return File.Exists(path) ? RunJournal.Open(path, toRead: true) : null;
    }
}
