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
/// <param name="isUsable">Whether a frame of a sequence can be read; asked once of a frame.</param>
internal sealed class FrameSample(Func<FrameSequence, FrameLocation, bool> isUsable)
{
    // Of a sequence, where there are as many: its share out of focus and its intensities take more than one.
    private const int Least = 12;

    private readonly Dictionary<FrameLocation, bool> _usable = [];

    /// <summary>Sequences with some of their frames each.</summary>
    /// <param name="sequences">All.</param>
    /// <param name="frames">About how many frames are taken; all that can be used where there are no more.</param>
    public IReadOnlyList<FrameSequence> Of(IReadOnlyList<FrameSequence> sequences, int frames)
    {
        FrameSequence[] readable = [.. sequences.Where(sequence => sequence.Problem is null)];
        var tried = Spread(readable, Math.Max(1, frames / Math.Min(Least, frames)), s => s.Frames.Any(frame => IsUsable(s, frame)));
        var each = (frames + tried.Length - 1) / Math.Max(1, tried.Length);
        return [.. tried.Select(sequence => sequence.Part(Spread(sequence.Frames, each, frame => IsUsable(sequence, frame))))];
    }

    private bool IsUsable(FrameSequence sequence, FrameLocation frame) =>
        _usable.TryGetValue(frame, out var known) ? known : _usable[frame] = isUsable(sequence, frame);

    /// <summary>Items from the first to the last; in place of one that cannot be used the nearest that can.</summary>
    private static T[] Spread<T>(IReadOnlyList<T> all, int count, Func<T, bool> isUsable)
    {
        var taken = new SortedSet<int>();
        foreach (var place in Places(all.Count, count))
        {
            if (Around(place, all.Count).Where(i => !taken.Contains(i) && isUsable(all[i])).Take(1).ToList() is [var nearest])
                taken.Add(nearest);
        }
        return [.. taken.Select(i => all[i])];
    }

    private static IEnumerable<int> Places(int all, int count) =>
        count >= all ? Enumerable.Range(0, all)
        : count == 1 ? [all / 2]
        : Enumerable.Range(0, count).Select(i => (int)((long)i * (all - 1) / (count - 1)));

    /// <summary>All places, from one outwards.</summary>
    private static IEnumerable<int> Around(int place, int all) =>
        Enumerable.Range(0, all).SelectMany(d => d == 0 ? [place] : new[] { place + d, place - d }).Where(i => i >= 0 && i < all);
}
