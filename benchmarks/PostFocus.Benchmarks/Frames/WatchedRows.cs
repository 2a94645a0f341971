using System.Diagnostics;
using Microsoft.ML;

namespace PostFocus.Benchmarks.Frames;

/// <summary>The rows of a long computation.</summary>
internal static class WatchedRows
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    /// <summary>Tells on the error stream now and then how far it has come.</summary>
    /// <typeparam name="TRow">Its properties are named after columns.</typeparam>
    /// <param name="context">The context.</param>
    /// <param name="data">What is computed.</param>
    /// <param name="name">Of the data.</param>
    /// <param name="ignoreMissingColumns">Whether properties without a column keep their values.</param>
    public static IEnumerable<TRow> Watch<TRow>(this MLContext context, IDataView data, string name, bool ignoreMissingColumns = false)
        where TRow : class, new()
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        foreach (var row in context.Data.CreateEnumerable<TRow>(data, reuseRowObject: false, ignoreMissingColumns))
        {
            yield return row;
            count++;
            if (clock.Elapsed < s_pause)
                continue;
            Console.Error.WriteLine($"{name}: {count} frames");
            clock.Restart();
        }
    }
}
