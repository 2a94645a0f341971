using System.Globalization;

namespace PostFocus.Benchmarks.Statistics;

/// <summary>
/// Time that a processor spends on this process and on those it has started and waited for. On one core that does
/// nothing else it is the time that passes; on a busy machine it is what would.
/// </summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds that an action takes.</summary>
    public static double Of(Action action)
    {
        var before = Now();
        action();
        return Now() - before;
    }

    private static double Now() => Environment.CpuUsage.TotalTime.TotalSeconds + OfChildren();

    /// <summary>Only Linux tells it.</summary>
    private static double OfChildren()
    {
        const string stat = "/proc/self/stat";
        if (!File.Exists(stat))
            throw new PlatformNotSupportedException("This benchmark needs Linux, which tells how long other processes took.");
        // After the name, which may hold spaces, the state is the third field; the 16th and 17th are these.
        var text = File.ReadAllText(stat);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[13], CultureInfo.InvariantCulture) + double.Parse(fields[14], CultureInfo.InvariantCulture))
            / TicksPerSecond;
    }
}
