using Microsoft.ML.Runtime;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Restoration;

/// <summary>Says in a context's log, once, that rows of a video are missing, so that frames beside them lack neighbours.</summary>
/// <param name="environment">The transformer's.</param>
internal sealed class GapNotice(IHostEnvironment environment)
{
    private int _isSaid;

    /// <param name="rows">Rows of videos, each together and in the order of time.</param>
    public void LookAt(IReadOnlyList<Instant> rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            (var before, var after) = (rows[i - 1], rows[i]);
            if (before.Sequence == after.Sequence && after.Time > before.Time + 1 && Interlocked.Exchange(ref _isSaid, 1) == 0)
            {
                environment.LogLine(
                    "PostFocus neighbours",
                    $"Between frames {before.Time} and {after.Time} of '{before.Sequence}' rows are missing: a filter took them away, or they cannot "
                        + "be used. Frames are restored without neighbours among them; filter behind the restorer. (This is said once.)"
                );
            }
        }
    }
}
