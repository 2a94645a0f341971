using PostFocus.Imaging.Statistics;

namespace PostFocus.Trainers.Gate;

/// <summary>The lowest trust from which on restored frames may be accepted, and what was seen above it.</summary>
/// <param name="Value">The threshold; null where none keeps the promise: then all counts are 0.</param>
/// <param name="Wells">Wells with an accepted frame.</param>
/// <param name="FailedWells">Wells with an accepted frame that is worse than its input.</param>
/// <param name="Frames">Accepted frames.</param>
/// <param name="WorseFrames">How many of them are worse than their input.</param>
/// <param name="UpperBound">Of the share of failed wells.</param>
internal sealed record GateThreshold(double? Value, int Wells, int FailedWells, int Frames, int WorseFrames, double UpperBound)
{
    private const int Levels = 20;

    private static readonly GateThreshold s_none = new(null, 0, 0, 0, 0, 1);

    /// <summary>Tests a fixed sequence of thresholds, from the strictest down, and stops at the first that fails.</summary>
    /// <remarks>
    /// <para>Learn then Test (Angelopoulos, Bates, Candès, Jordan and Lei, 2021) with fixed sequence testing: each threshold has the null
    /// hypothesis that it does not keep the promise, which the bound of Clopper and Pearson rejects; as testing stops at the first that is
    /// not rejected, the confidence holds for the sequence as a whole. The thresholds are chosen by the number of frames above them and
    /// never by what became of these: 20, evenly spread in rank. The first one accepts frames of as many wells as keep the promise when a
    /// certain number fails (<see cref="FirstThreshold"/>), a number that the wells fitted on have chosen: if the strictest had to hold
    /// without any failure, one frame that is worse by chance would often end the search at once.</para>
    /// <para>Frames of a well are not independent: they show the same cells. So trials are wells, and one with a single accepted
    /// frame worse than its input has failed. Where at most a share of the wells fails, at most that share of the accepted frames
    /// is worse, each well counted alike.</para>
    /// </remarks>
    /// <param name="frames">Restored frames with their truth, of wells that were not fitted on.</param>
    /// <param name="fitted">Those of the wells that were.</param>
    /// <param name="allowed">Share that may fail.</param>
    /// <param name="confidence">Of the bound.</param>
    public static GateThreshold Find(
        IReadOnlyCollection<GateFrame> frames,
        IReadOnlyCollection<GateFrame> fitted,
        double allowed,
        double confidence
    )
    {
        GateFrame[] sorted = [.. frames.OrderByDescending(f => f.Trust)];
        var first = FirstThreshold.Wells(frames, fitted, allowed, confidence);
        // What is accepted with the threshold at the trust of a frame; frames of equal trust go together.
        var levels = new List<GateThreshold>();
        var wells = new HashSet<string>();
        var failed = new HashSet<string>();
        var worse = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            wells.Add(sorted[i].Well);
            if (sorted[i].IsWorse)
            {
                failed.Add(sorted[i].Well);
                worse++;
            }
            if ((i + 1 == sorted.Length || sorted[i + 1].Trust < sorted[i].Trust) && wells.Count >= first)
                levels.Add(
                    new(
                        sorted[i].Trust,
                        wells.Count,
                        failed.Count,
                        i + 1,
                        worse,
                        ClopperPearson.Upper(failed.Count, wells.Count, confidence)
                    )
                );
        }
        return Sequence(levels).TakeWhile(level => level.UpperBound <= allowed).LastOrDefault(s_none);
    }

    private static IEnumerable<GateThreshold> Sequence(List<GateThreshold> levels)
    {
        if (levels.Count == 0)
            return [];
        int first = levels[0].Frames,
            last = levels[^1].Frames;
        return Enumerable
            .Range(0, Levels)
            .Select(k => first + (int)((long)k * (last - first) / (Levels - 1)))
            .Select(rank => levels.First(level => level.Frames >= rank));
    }
}
