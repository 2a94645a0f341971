using PostFocus.Imaging;

namespace PostFocus.Trainers.Gate;

/// <summary>Where the search for a gate's threshold begins: strict enough to hold, and with wells enough to bear a failure.</summary>
internal static class FirstThreshold
{
    /// <summary>Wells that keep the promise if no more than so many of them fail.</summary>
    public static int LeastWells(double allowed, double confidence, int failures = 0)
    {
        int wells = failures + 1;
        while (ClopperPearson.Upper(failures, wells, confidence) > allowed + 1e-12)
            wells++;
        return wells;
    }

    /// <summary>Wells whose frames it accepts: of all numbers of failures that there are wells enough for, those of the one least likely to be exceeded.</summary>
    /// <param name="frames">Of the wells that set the threshold; what became of them is not looked at.</param>
    /// <param name="fitted">Of the wells fitted on.</param>
    /// <param name="allowed">Share that may fail.</param>
    /// <param name="confidence">Of the bound.</param>
    public static int Wells(IReadOnlyCollection<GateFrame> frames, IReadOnlyCollection<GateFrame> fitted, double allowed, double confidence)
    {
        int all = Count(frames);
        int best = LeastWells(allowed, confidence);
        double highest = double.NegativeInfinity;
        for (int failures = 0; LeastWells(allowed, confidence, failures) is var wells && wells <= all; failures++)
        {
            if (ShareOfFailures(fitted, (double)wells / all) is var share && AtMost(failures, wells, share) is var probability && probability > highest)
                (best, highest) = (wells, probability);
        }
        return best;
    }

    /// <summary>Among the wells fitted on that have the frames of highest trust, so large a share of all; half a well is added, so that it is not 0.</summary>
    private static double ShareOfFailures(IReadOnlyCollection<GateFrame> fitted, double ofWells)
    {
        double most = ofWells * Count(fitted);
        HashSet<string> wells = [], failed = [];
        foreach (GateFrame frame in fitted.OrderByDescending(f => f.Trust))
        {
            if (!wells.Contains(frame.Well) && wells.Count + 1 > most)
                break;
            wells.Add(frame.Well);
            if (frame.IsWorse)
                failed.Add(frame.Well);
        }
        return (failed.Count + 0.5) / (wells.Count + 1);
    }

    /// <summary>The binomial distribution: that no more than so many of the trials succeed.</summary>
    private static double AtMost(int successes, int trials, double probability)
    {
        double term = Math.Pow(1 - probability, trials), sum = term;
        for (int k = 1; k <= successes; k++)
            sum += term *= (trials - k + 1) / (double)k * probability / (1 - probability);
        return sum;
    }

    private static int Count(IEnumerable<GateFrame> frames) => frames.Select(f => f.Well).Distinct().Count();
}
