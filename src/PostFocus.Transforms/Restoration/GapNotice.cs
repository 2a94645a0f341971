using Microsoft.ML.Runtime;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Restoration;

/// <summary>
/// Warns in a context's log, once each, that rows of a video are missing, or not together in the order of time, so that frames beside
/// them lack neighbours.
/// </summary>
/// <param name="environment">The transformer's.</param>
internal sealed class GapNotice(IHostEnvironment environment)
{
    private int _gapIsSaid,
        _disorderIsSaid;

    /// <param name="rows">Rows of videos that come one after the other.</param>
    public void LookAt(IReadOnlyList<Instant> rows)
    {
        if (Disorder(rows) is { } disorder)
        {
            Say(
                ref _disorderIsSaid,
                $"Rows of '{disorder}' do not lie together in the order of time. Their frames are restored without neighbours, or without the nearest: "
                    + "order rows by Sequence and FrameIndex, and shuffle behind the restorer."
            );
            return;
        }
        for (var i = 1; i < rows.Count; i++)
        {
            (var before, var after) = (rows[i - 1], rows[i]);
            if (before.Sequence == after.Sequence && after.Time > before.Time + 1)
                Say(
                    ref _gapIsSaid,
                    $"Between frames {before.Time} and {after.Time} of '{before.Sequence}' rows are missing: a filter took them away, or they cannot "
                        + "be used. Frames are restored without neighbours among them; filter behind the restorer."
                );
        }
    }

    /// <summary>The first video of which a row comes before an earlier one, or behind those of another video.</summary>
    private static string? Disorder(IReadOnlyList<Instant> rows)
    {
        var left = new HashSet<string>();
        for (var i = 1; i < rows.Count; i++)
        {
            (var before, var after) = (rows[i - 1], rows[i]);
            if (before.Sequence == after.Sequence ? after.Time < before.Time : left.Contains(after.Sequence))
                return after.Sequence;
            if (before.Sequence != after.Sequence)
                left.Add(before.Sequence);
        }
        return null;
    }

    private void Say(ref int isSaid, string line)
    {
        if (Interlocked.Exchange(ref isSaid, 1) == 0)
            environment.WarnLine("PostFocus neighbours", line + " (This is said once.)");
    }
}
