using System.Globalization;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Cli.Shared;

/// <summary>Sequences unlike anything that the networks learnt from.</summary>
internal static class Strangers
{
    /// <summary>Whether a frame is unlike those learnt from; not where its pixel size alone is not known.</summary>
    public static bool IsOne(bool? inDomain, float? domainScore) => inDomain == false && domainScore > 1;

    /// <summary>The median domain score of a sequence most of whose frames are unlike those learnt from; null of others.</summary>
    /// <param name="frames">What the domain says of each; frames of which it says nothing do not count.</param>
    public static float? Score(IEnumerable<(bool? InDomain, float? DomainScore)> frames)
    {
        (bool? InDomain, float? Score)[] judged = [.. frames.Where(frame => frame.InDomain is not null)];
        if (2 * judged.Count(frame => frame.InDomain == false) <= judged.Length)
            return null;
        // Where the pixel size alone is not known, the frames may well be like them.
        var score = Medians.Upper(judged.Select(frame => frame.Score!.Value));
        return score > 1 ? score : null;
    }

    /// <summary>What to do about it.</summary>
    /// <param name="pixelMicrons">The pixel size that the networks know, µm; null where they know none.</param>
    public static string Advice(double? pixelMicrons) =>
        (pixelMicrons is { } size ? string.Create(CultureInfo.InvariantCulture, $"check the pixel size (networks: {size} µm), ") : "check ")
        + "whether masks or borders cover much of the frames, and train on planes of your own ('postfocus train').";
}
