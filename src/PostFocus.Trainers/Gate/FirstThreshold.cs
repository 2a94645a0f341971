using MathNet.Numerics.Distributions;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Trainers.Gate;

/// <summary>Where the search for a gate's threshold begins: strict enough to hold, and with wells enough to bear a failure.</summary>
internal static class FirstThreshold
{
    /// <summary>Wells that keep the promise if no more than so many of them fail.</summary>
    /// <param name="allowed">Share that may fail.</param>
    /// <param name="confidence">Of the bound.</param>
    /// <param name="failures">So many do.</param>
    /// <param name="from">Fewer are known not to be enough.</param>
    public static int LeastWells(double allowed, double confidence, int failures = 0, int from = 1)
    {
        var wells = Math.Max(from, failures + 1);
        while (ClopperPearson.Upper(failures, wells, confidence) > allowed)
            wells++;
        return wells;
    }

    /// <summary>
    /// Wells whose frames it accepts: of all numbers of failures that there are wells enough for, those of the one least likely to be
    /// exceeded.
    /// </summary>
    /// <param name="frames">Of the wells that set the threshold; what became of them is not looked at.</param>
    /// <param name="fitted">Of the wells fitted on.</param>
    /// <param name="allowed">Share that may fail.</param>
    /// <param name="confidence">Of the bound.</param>
    public static int Wells(IReadOnlyCollection<GateFrame> frames, IReadOnlyCollection<GateFrame> fitted, double allowed, double confidence)
    {
        int all = Count(frames),
            known = Count(fitted);
        GateFrame[] ranked = [.. fitted.OrderByDescending(f => f.Trust)];
        var best = LeastWells(allowed, confidence);
        var highest = double.NegativeInfinity;
        for (int failures = 0, wells = best; wells <= all; wells = LeastWells(allowed, confidence, ++failures, wells))
        {
            var probability = Binomial.CDF(ShareOfFailures(ranked, (double)known * wells / all), wells, failures);
            if (probability > highest)
                (best, highest) = (wells, probability);
        }
        return best;
    }

    /// <summary>
    /// Among so many wells that have the frames of highest trust, which come first; half a well is added, so that it is not 0.
    /// </summary>
    private static double ShareOfFailures(GateFrame[] ranked, double most)
    {
        HashSet<string> wells = [],
            failed = [];
        foreach (var frame in ranked)
        {
            if (!wells.Contains(frame.Well) && wells.Count + 1 > most)
                break;
            wells.Add(frame.Well);
            if (frame.IsWorse)
                failed.Add(frame.Well);
        }
        return (failed.Count + 0.5) / (wells.Count + 1);
    }

    private static int Count(IEnumerable<GateFrame> frames) => frames.Select(f => f.Well).Distinct().Count();
}
