using PostFocus.Imaging;

namespace PostFocus.Cli.Shards;

/// <summary>Into how many parts a run is shared out.</summary>
internal sealed record ShardOptions
{
    /// <summary>How many there are at most, 1 to 100000.</summary>
    public int Shards
    {
        get;
        init => field = Require.Range(value, 1, 100_000);
    } = 1;
}

/// <summary>What one process does of a run.</summary>
/// <param name="Frames">Of its units.</param>
/// <param name="Units">In the order of the run; at least one.</param>
internal sealed record Shard(int Frames, IReadOnlyList<PlannedUnit> Units)
{
    /// <summary>
    /// Shares units out, the largest first, each to the shard that has least: so no two shards differ by more than one unit.
    /// </summary>
    /// <param name="units">All units, in order.</param>
    /// <param name="count">How many shards; no more than units.</param>
    public static IReadOnlyList<Shard> Share(IReadOnlyList<PlannedUnit> units, int count)
    {
        var shares = Enumerable.Range(0, count).Select(_ => new List<int>()).ToArray();
        var least = new PriorityQueue<int, (int Frames, int Shard)>(Enumerable.Range(0, count).Select(shard => (shard, (0, shard))));
        foreach (var unit in Enumerable.Range(0, units.Count).OrderByDescending(i => Weight(units[i])))
        {
            least.TryDequeue(out var shard, out var load);
            shares[shard].Add(unit);
            least.Enqueue(shard, (load.Frames + Weight(units[unit]), shard));
        }
        return [.. shares.Select(share => new Shard(share.Sum(i => units[i].Frames), [.. share.Order().Select(i => units[i])]))];
    }

    /// <summary>To copy a file is work, too.</summary>
    private static int Weight(PlannedUnit unit) => Math.Max(1, unit.Frames);
}
