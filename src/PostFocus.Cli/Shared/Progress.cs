using System.Globalization;

namespace PostFocus.Cli.Shared;

/// <summary>
/// A line every ten seconds, so that long work shows life also in a log file: how far it is, how fast, and how long it still takes.
/// </summary>
/// <param name="output">Gets the lines.</param>
/// <param name="total">Frames of all parts.</param>
/// <param name="clock">Null: the system's.</param>
internal sealed class Progress(TextWriter output, int total, TimeProvider? clock = null)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly long _began = (clock ?? TimeProvider.System).GetTimestamp();
    private long _told = (clock ?? TimeProvider.System).GetTimestamp();
    private int _before;

    /// <summary>The next part of the work; those before it count as done.</summary>
    /// <param name="name">What is worked on.</param>
    /// <param name="count">Its frames.</param>
    /// <returns>To be called with the number of its frames that are done.</returns>
    public Action<int> Of(string name, int count)
    {
        var before = _before;
        _before += count;
        return done =>
        {
            if (_clock.GetElapsedTime(_told) < s_interval)
                return;
            _told = _clock.GetTimestamp();
            var all = before + done;
            var rate = all / _clock.GetElapsedTime(_began).TotalSeconds;
            var whole = count == total ? "" : $"; in all {all} of {total}";
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {done} of {count} frames{whole}, {rate:0.##} frames/s, {Wording.Duration((total - all) / rate)} left"
                )
            );
        };
    }
}
