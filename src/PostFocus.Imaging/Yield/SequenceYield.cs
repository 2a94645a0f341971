using PostFocus.Imaging.Focus;

namespace PostFocus.Imaging.Yield;

/// <summary>How much of a sequence is out of focus.</summary>
/// <param name="Name">The sequence's name.</param>
/// <param name="Frames">Frames that were judged.</param>
/// <param name="OutOfFocus">Those of them that are out of focus.</param>
/// <param name="LongestRun">The most frames in a row that are out of focus.</param>
/// <param name="NotJudged">Frames of which nothing is known.</param>
/// <param name="IsAffected">Whether lost focus costs the sequence, by the rules of <see cref="YieldOptions"/>.</param>
public sealed record SequenceYield(string Name, int Frames, int OutOfFocus, int LongestRun, int NotJudged, bool IsAffected)
{
    /// <summary>Frames that are empty fields (<see cref="FieldContrast"/>): neither in focus nor out of it.</summary>
    public int NothingToJudge { get; init; }

    /// <summary>The most frames in a row that are in focus.</summary>
    public int LongestInFocus { get; init; }

    /// <summary>Share of the judged frames that are out of focus, 0 to 1; NaN where none was judged.</summary>
    public double Share => ShareOf(OutOfFocus, Frames);

    /// <summary>Counts a sequence.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="outOfFocus">
    /// A verdict a frame, in time order: true = out of focus; null: not judged. Such a frame counts in no share and ends a
    /// run, because nothing is known of it.
    /// </param>
    /// <param name="options">When the sequence is affected; null: the defaults.</param>
    /// <param name="nothingToJudge">How many of the frames that were not judged are empty fields.</param>
    public static SequenceYield Of(string name, IEnumerable<bool?> outOfFocus, YieldOptions? options = null, int nothingToJudge = 0)
    {
        ArgumentNullException.ThrowIfNull(outOfFocus);
        options ??= new YieldOptions();
        int frames = 0,
            lost = 0,
            notJudged = 0,
            run = 0,
            longest = 0,
            good = 0,
            longestGood = 0;
        foreach (var verdict in outOfFocus)
        {
            run = verdict == true ? run + 1 : 0;
            longest = Math.Max(longest, run);
            good = verdict == false ? good + 1 : 0;
            longestGood = Math.Max(longestGood, good);
            if (verdict is null)
                notJudged++;
            else
                frames++;
            if (verdict == true)
                lost++;
        }
        // Divided, not multiplied: 1 of 20 is then the very number 0.05 that an option holds, and not above it.
        var affected = ShareOf(lost, frames) > options.LargestShare || longest > options.LongestRun;
        return new SequenceYield(name, frames, lost, longest, notJudged - nothingToJudge, affected)
        {
            NothingToJudge = nothingToJudge,
            LongestInFocus = longestGood,
        };
    }

    internal static double ShareOf(int part, int whole) => (double)part / whole;
}
