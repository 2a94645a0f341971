using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Check;

/// <summary>How much of an input is tried.</summary>
internal sealed record CheckOptions
{
    /// <summary>Frames, 1 to 100000.</summary>
    public int Frames
    {
        get;
        init => field = Require.Range(value, 1, 100_000);
    } = 96;
}

/// <summary>Frames that stand for all of an input: of sequences from its first to its last, from their first to their last.</summary>
internal static class FrameSample
{
    // Of a sequence, where there are as many: its share out of focus and its intensities take more than one.
    private const int Least = 12;

    /// <summary>Sequences with some of their frames each.</summary>
    /// <param name="sequences">All.</param>
    /// <param name="frames">About how many frames are taken; all where there are no more.</param>
    public static IReadOnlyList<FrameSequence> Of(IReadOnlyList<FrameSequence> sequences, int frames)
    {
        FrameSequence[] readable = [.. sequences.Where(sequence => sequence.Problem is null)];
        FrameSequence[] tried = [.. Spread(readable, Math.Max(1, frames / Math.Min(Least, frames)))];
        var each = (frames + tried.Length - 1) / Math.Max(1, tried.Length);
        return [.. tried.Select(sequence => sequence.Part([.. Spread(sequence.Frames, each)]))];
    }

    private static IEnumerable<T> Spread<T>(IReadOnlyList<T> all, int count) =>
        count >= all.Count ? all
        : count == 1 ? [all[all.Count / 2]]
        : Enumerable.Range(0, count).Select(i => all[(int)((long)i * (all.Count - 1) / (count - 1))]);
}
