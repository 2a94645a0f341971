using System.Globalization;
using PostFocus.Imaging;

namespace PostFocus.Cli.Shards;

/// <summary>A shard as it is given on the command line.</summary>
/// <param name="Path">The plan's file.</param>
/// <param name="Plan">What it holds.</param>
/// <param name="Number">Of the shard, from 1.</param>
internal sealed record ShardAddress(string Path, ShardPlan Plan, int Number)
{
    /// <summary>What it is to do.</summary>
    public Shard Shard => Plan.Shards[Number - 1];

    /// <summary>Which of how many, in words.</summary>
    public string Name => $"shard {Number} of {Plan.Shards.Count}";

    /// <param name="text">PLAN#k; the path may have a # in it, too.</param>
    /// <exception cref="PostFocusException">It names no shard.</exception>
    public static ShardAddress Parse(string text)
    {
        var at = text.LastIndexOf('#');
        if (at <= 0)
            throw new PostFocusException($"--shard '{text}' does not say which shard. Give PLAN#1 for the first shard of the file PLAN.");
        var plan = ShardPlan.Read(text[..at]);
        return
            int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= plan.Shards.Count
            ? new(text[..at], plan, number)
            : throw new PostFocusException(
                $"--shard '{text}': the plan has shards 1 to {plan.Shards.Count}, and none that is called '{text[(at + 1)..]}'."
            );
    }
}
