using Microsoft.ML.Runtime;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Onnx;

/// <summary>
/// A line in the context's log every ten seconds that a network's evaluation of many items takes: one frame may have thousands.
/// </summary>
internal sealed class TileProgress(IHost host, int count, TimeProvider clock)
{
    /// <summary>The end of the log's source, by which such lines are told from others.</summary>
    public const string Source = "Progress";

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);

    private readonly long _start = clock.GetTimestamp();
    private int _done,
        _lines;

    /// <summary>Counts items that are done; called from several threads.</summary>
    public void Add(int items)
    {
        int done = Interlocked.Add(ref _done, items),
            due = (int)(clock.GetElapsedTime(_start) / s_every),
            told = _lines;
        if (due > told && done < count && Interlocked.CompareExchange(ref _lines, due, told) == told)
            host.LogLine(Source, $"{done} of {count} tiles");
    }
}
