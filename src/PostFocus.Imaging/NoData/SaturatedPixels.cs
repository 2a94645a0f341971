using System.Runtime.InteropServices;

namespace PostFocus.Imaging.NoData;

/// <summary>Finds the pixels of a frame that lie at the end of its camera's or its type's range: what shone there is not known.</summary>
/// <remarks>
/// Found from the frame alone, whatever the count: far more pixels have the brightest one than each of the next lower ones, or several have
/// the largest number of 8, 10, 12, 14 or 16 bits. Unlike
/// <see cref="MissingPixels"/> they tell of the specimen, that it is brighter still. So networks and intensity maps see them as they
/// are, and only what is restored leaves them.
/// </remarks>
public static class SaturatedPixels
{
    // Fewer share the brightest count by chance.
    private const int Fewest = 6,
        FewestAtEndOfBits = 2;

    // How many lower counts that occur are looked at, and how many times more pixels the brightest one has than these on average.
    private const int Next = 4;
    private const double Times = 2;

    /// <summary>Looks for them.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="missing">Its pixels without data, which are none of these: hot ones are brighter than the range ends.</param>
    /// <returns>Their places, row-major and rising; empty where the brightest count is one like others.</returns>
    public static IReadOnlyList<int> Find(Frame frame, MissingPixels? missing = null)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var pixels = new Dictionary<float, int>();
        for (var at = 0; at < frame.Counts.Length; at++)
            if (missing?.Has(at) != true && float.IsFinite(frame.Counts[at]))
                CollectionsMarshal.GetValueRefOrAddDefault(pixels, frame.Counts[at], out _)++;
        var brightest = new PriorityQueue<int, float>();
        foreach (var (count, number) in pixels)
        {
            brightest.Enqueue(number, count);
            if (brightest.Count > Next + 1)
                brightest.Dequeue();
        }
        // Of few levels each is one that many have.
        if (brightest.Count <= Next)
            return [];
        double below = 0;
        while (brightest.Count > 1)
            below += brightest.Dequeue();
        var most = brightest.Dequeue();
        var end = pixels.Keys.Max();
        var isEnd = end is 255 or 1023 or 4095 or 16383 or 65535
            ? most >= FewestAtEndOfBits
            : most >= Fewest && most > Times * below / Next;
        return !isEnd ? [] : [.. Enumerable.Range(0, frame.Counts.Length).Where(at => frame.Counts[at] == end)];
    }
}
