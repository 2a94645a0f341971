using System.Diagnostics;
using PostFocus.Benchmarks.Journal;

namespace PostFocus.Benchmarks.Scale;

/// <summary>What a run took, looked at twice a second.</summary>
/// <param name="Videos">How many it had.</param>
/// <param name="Seconds">From its start to its end.</param>
/// <param name="Looks">In the order of time; the last one shortly before it ended.</param>
internal sealed record ScaleRun(int Videos, double Seconds, IReadOnlyList<ScaleRun.Look> Looks)
{
    /// <param name="Seconds">Since the start.</param>
    /// <param name="Processor">Seconds that the processor has spent on it.</param>
    /// <param name="Megabytes">In memory then.</param>
    /// <param name="Videos">Of which there is a result.</param>
    public sealed record Look(double Seconds, double Processor, double Megabytes, int Videos);

    /// <param name="First">Number of its first frame.</param>
    /// <param name="Last">Of its last one.</param>
    /// <param name="PerSecond">Frames.</param>
    /// <param name="Processor">Seconds of the processor a frame.</param>
    /// <param name="Megabytes">The most that were in memory.</param>
    public sealed record Part(int First, int Last, double PerSecond, double Processor, double Megabytes);

    public int Frames => Videos * RepeatedFrames.PerVideo;

    public double Processor => Looks[^1].Processor;

    public double Megabytes => Looks.Max(look => look.Megabytes);

    /// <summary>From the first result to the last.</summary>
    public double ProcessorPerFrame => Between(1, Videos).Processor;

    /// <summary>Runs once.</summary>
    /// <param name="input">Folder of the videos.</param>
    /// <param name="results">Gets the results.</param>
    /// <param name="videos">How many there are.</param>
    public static ScaleRun Measure(string input, string results, int videos)
    {
        var start = Stopwatch.GetTimestamp();
        var looks = new List<Look>();
        RunProcess.Finish(
            RunProcess.Start(input, results),
            run =>
            {
                run.Refresh();
                var done = Directory.Exists(results) ? Directory.GetDirectories(results, "well*").Length : 0;
                looks.Add(
                    new(Stopwatch.GetElapsedTime(start).TotalSeconds, run.TotalProcessorTime.TotalSeconds, run.WorkingSet64 / 1e6, done)
                );
            }
        );
        return new(videos, Stopwatch.GetElapsedTime(start).TotalSeconds, looks);
    }

    /// <summary>Parts of as many videos each.</summary>
    public IEnumerable<Part> Parts(int count) =>
        Enumerable.Range(0, count).Select(part => Between(Math.Max(1, part * Videos / count), (part + 1) * Videos / count));

    private Part Between(int from, int to)
    {
        Look first = Looks.First(look => look.Videos >= from),
            last = Looks.FirstOrDefault(look => look.Videos >= to) ?? Looks[^1];
        var frames = Math.Max(1, last.Videos - first.Videos) * RepeatedFrames.PerVideo;
        return new(
            from * RepeatedFrames.PerVideo,
            to * RepeatedFrames.PerVideo,
            frames / (last.Seconds - first.Seconds),
            (last.Processor - first.Processor) / frames,
            Looks.Where(look => look.Seconds >= first.Seconds && look.Seconds <= last.Seconds).Max(look => look.Megabytes)
        );
    }
}
