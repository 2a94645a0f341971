using System.Diagnostics;
using PostFocus.Imaging;

namespace PostFocus.Benchmarks.Robustness;

/// <summary>What became of damaged inputs of one kind.</summary>
/// <param name="kind">What was damaged.</param>
internal sealed class Tally(string kind)
{
    private const int MostShown = 20;

    /// <summary>Nothing of a few kilobytes may take longer.</summary>
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, int> _untyped = [];

    public string Kind => kind;

    public int Inputs { get; private set; }

    /// <summary>Damage that left something to use.</summary>
    public int Used { get; private set; }

    /// <summary>Refused with an error that the user can mend.</summary>
    public int Refused { get; private set; }

    /// <summary>Ended in any other error.</summary>
    public int Untyped => _untyped.Values.Sum();

    public int Slow { get; private set; }

    public TimeSpan Longest { get; private set; }

    /// <summary>The first of each kind of error that should not be, and how often it came.</summary>
    public IEnumerable<string> Errors => _untyped.Take(MostShown).Select(e => $"{e.Value} × {e.Key}");

    /// <param name="use">Uses an input.</param>
    public void Count(Action use)
    {
        Inputs++;
        var start = Stopwatch.GetTimestamp();
        try
        {
            use();
            Used++;
        }
        catch (PostFocusException)
        {
            Refused++;
        }
        // Everything that is not told to users in a line is what this benchmark looks for.
        catch (Exception e)
        {
            var what = $"{e.GetType().Name}: {e.Message} {Place(e)}".ReplaceLineEndings(" ");
            _untyped[what] = _untyped.GetValueOrDefault(what) + 1;
        }
        var took = Stopwatch.GetElapsedTime(start);
        Longest = took > Longest ? took : Longest;
        if (took > s_slow)
            Slow++;
    }

    private static string Place(Exception e) =>
        e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("PostFocus", StringComparison.Ordinal))?.Trim() ?? "";
}
