using PostFocus.Benchmarks.Statistics;

namespace PostFocus.Benchmarks.Libraries;

/// <summary>Actions timed turn by turn, so that what else the machine does strikes all of them alike.</summary>
internal static class Timing
{
    public const int Repeats = 7;

    /// <summary>Median milliseconds of the processor that each action takes.</summary>
    public static double[] Milliseconds(params Action[] actions)
    {
        var times = actions.Select(_ => new double[Repeats]).ToArray();
        for (var run = -1; run < Repeats; run++)
        {
            for (var i = 0; i < actions.Length; i++)
            {
                var seconds = ProcessorTime.Of(actions[i]);
                if (run >= 0)
                    times[i][run] = 1000 * seconds;
            }
        }
        return [.. times.Select(t => t.Median())];
    }
}
