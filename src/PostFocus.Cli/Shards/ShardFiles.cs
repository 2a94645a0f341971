using PostFocus.Cli.Output;
using PostFocus.Cli.Results;

namespace PostFocus.Cli.Shards;

/// <summary>
/// What the shards of a plan leave in the folder of results until they are gathered. Names tell the plan, so that shards of two plans do
/// not get in each other's way.
/// </summary>
/// <param name="plan">See <see cref="ShardPlan.Identity"/>.</param>
internal sealed class ShardFiles(string plan)
{
    /// <summary>Name of a shard's journal.</summary>
    public string Journal(int shard) => $".postfocus.{Part(shard)}.journal";

    /// <summary>Name of a shard among those that write to the folder.</summary>
    public string Part(int shard) => $"{plan}.shard-{shard}";

    /// <summary>How a shard uses the folder.</summary>
    public FolderUse Of(int shard) => Gathered with { Part = Part(shard) };

    /// <summary>How it is used by what gathers them.</summary>
    public FolderUse Gathered =>
        new(
            [$".postfocus.{plan}.shard-*.journal", ResultNames.Journal],
            ", and what is in it is not of this plan: another input, other options, or an input that changed make another"
        );

    /// <summary>Whether a folder holds journals of shards.</summary>
    public static bool AreIn(string folder) => Directory.EnumerateFiles(folder, ".postfocus.*.shard-*.journal").Any();
}
