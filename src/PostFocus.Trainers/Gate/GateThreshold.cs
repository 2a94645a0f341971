using PostFocus.Imaging.Statistics;
using PostFocus.Trainers.Data;

namespace PostFocus.Trainers.Gate;

/// <summary>The lowest trust from which on restored frames may be accepted, and what was seen above it.</summary>
/// <param name="Value">The threshold; null where none keeps the promise: then all counts are 0.</param>
/// <param name="Wells">Wells with an accepted frame.</param>
/// <param name="FailedWells">Wells with an accepted frame that is worse than its input.</param>
/// <param name="Frames">Accepted frames.</param>
/// <param name="WorseFrames">How many of them are worse than their input.</param>
/// <param name="UpperBound">Of the share of a well's accepted frames that are worse, on average over wells.</param>
internal sealed record GateThreshold(double? Value, int Wells, int FailedWells, int Frames, int WorseFrames, double UpperBound)
{
    private const int Levels = 20;

    private static readonly GateThreshold s_none = new(null, 0, 0, 0, 0, 1);

    /// <summary>Tests a fixed sequence of thresholds, from the strictest down, and stops at the first that fails.</summary>
    /// <remarks>
    /// <para>Learn then Test (Angelopoulos, Bates, Candès, Jordan and Lei, 2021) with fixed sequence testing: each threshold has the null
    /// hypothesis that it does not keep the promise, which a bound rejects; as testing stops at the first that is not rejected, the
    /// confidence holds for the sequence as a whole. The thresholds are chosen by the number of frames above them and never by what became
    /// of these: 20, evenly spread in rank, the first of which accepts the share of frames that has the least bound among the wells fitted
    /// on. If the strictest had to hold, of few frames, one that is worse by chance would often end the search at once.</para>
    /// <para>Frames of a well are not independent: they show the same cells. So trials are wells, each with the share of its accepted
    /// frames that are worse, and what is bounded is the mean of these shares (<see cref="BettingBound"/>).</para>
    /// </remarks>
    /// <param name="frames">Restored frames with their truth, of wells that were not fitted on.</param>
    /// <param name="fitted">Those of the wells that were.</param>
    /// <param name="allowed">Share that may be worse.</param>
    /// <param name="confidence">Of the bound.</param>
    /// <param name="seed">Of the order of the wells.</param>
    public static GateThreshold Find(
        IReadOnlyCollection<GateFrame> frames,
        IReadOnlyCollection<GateFrame> fitted,
        double allowed,
        double confidence,
        ulong seed
    )
    {
        GateFrame[] known = Ranked(fitted),
            ranked = Ranked(frames);
        var first = Shares(0).MinBy(share => At(share, known, confidence, seed).UpperBound);
        return Shares(first)
            .Select(share => At(share, ranked, confidence, seed))
            .TakeWhile(level => level.UpperBound <= allowed)
            .LastOrDefault(s_none);
    }

    /// <summary>The fewest wells that keep the promise, if none of their accepted frames is worse.</summary>
    /// <param name="allowed">Share that may be worse, above 0.</param>
    /// <param name="confidence">Of the bound.</param>
    public static int LeastWells(double allowed, double confidence)
    {
        int few = 0,
            enough = 1;
        while (!Hold(enough))
            (few, enough) = (enough, 2 * enough);
        while (enough - few > 1)
        {
            var middle = (few + enough) / 2;
            if (Hold(middle))
                enough = middle;
            else
                few = middle;
        }
        return enough;

        bool Hold(int wells) => BettingBound.Upper(new double[wells], confidence) <= allowed;
    }

    /// <summary>Of all frames, from the first tried (but one in twenty at least) to all.</summary>
    private static IEnumerable<double> Shares(double first)
    {
        first = Math.Max(first, 1.0 / Levels);
        return Enumerable.Range(0, Levels).Select(k => k + 1 == Levels ? 1 : first + k * (1 - first) / (Levels - 1));
    }

    private static GateFrame[] Ranked(IEnumerable<GateFrame> frames) => [.. frames.OrderByDescending(f => f.Trust)];

    /// <summary>What is accepted where about a share of the frames is, or more: frames of equal trust go together.</summary>
    private static GateThreshold At(double share, GateFrame[] ranked, double confidence, ulong seed)
    {
        if (ranked.Length == 0)
            return s_none;
        var threshold = ranked[Math.Max(0, (int)Math.Round(share * ranked.Length) - 1)].Trust;
        GateFrame[] accepted = [.. ranked.TakeWhile(f => f.Trust >= threshold)];
        var wells = accepted.ToLookup(f => f.Well);
        double[] worse = [.. GroupSplit.Shuffle(wells.Select(w => w.Key), seed).Select(w => wells[w].Average(f => f.IsWorse ? 1.0 : 0))];
        return new(
            threshold,
            worse.Length,
            worse.Count(w => w > 0),
            accepted.Length,
            accepted.Count(f => f.IsWorse),
            BettingBound.Upper(worse, confidence)
        );
    }
}
