using PostFocus.Benchmarks.Journal;

namespace PostFocus.Benchmarks.Scale;

/// <summary>What <c>postfocus plan</c> took: each shard looks through the input in the same way before it begins.</summary>
/// <param name="Frames">How many it planned.</param>
/// <param name="Processor">Seconds that the processor spent on it, looked at twice a second.</param>
/// <param name="Megabytes">The most that were in memory.</param>
/// <param name="Bytes">Of the plan.</param>
internal sealed record PlanCost(int Frames, double Processor, double Megabytes, long Bytes)
{
    /// <param name="input">Folder of the videos.</param>
    /// <param name="plan">The file to write.</param>
    /// <param name="videos">How many there are.</param>
    public static PlanCost Measure(string input, string plan, int videos)
    {
        double processor = 0,
            megabytes = 0;
        RunProcess.Finish(
            RunProcess.Start("plan", input, "--out", plan, "--pixel", "0.65"),
            process =>
            {
                process.Refresh();
                processor = process.TotalProcessorTime.TotalSeconds;
                megabytes = Math.Max(megabytes, process.WorkingSet64 / 1e6);
            }
        );
        return new(videos * RepeatedFrames.PerVideo, processor, megabytes, new FileInfo(plan).Length);
    }
}
