using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Shards;

/// <summary>How far a shard is.</summary>
/// <param name="Number">Of the shard, from 1.</param>
/// <param name="Done">Units that are done.</param>
/// <param name="Units">Units that it has.</param>
/// <param name="Holder">Who works on it; null: nobody.</param>
/// <param name="Began">Whether anybody ever did.</param>
internal sealed record ShardState(int Number, int Done, int Units, string? Holder, bool Began)
{
    /// <summary>Whether it can be gathered.</summary>
    public bool IsDone => Done == Units && Holder is null;

    public override string ToString() =>
        Holder is not null ? $"running ({Progress}; {Holder})"
        : IsDone ? "done"
        : Began ? $"unfinished ({Progress})"
        : "not begun";

    private string Progress => $"{Done} of {Count(Units, "unit")} done";
}
