using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Cli.Reproduce;

/// <summary>What should be known before the figures are read.</summary>
internal static class Cautioning
{
    /// <summary>Everything in a sentence.</summary>
    public static string Lead(IReadOnlyList<Finding> findings) =>
        $"Of {findings.Count} findings of the paper, on simulated wells: {Of(findings, Findings.Reproduces)} reproduce, {Of(findings, Findings.DoesNot)} do not; "
        + $"not decided: {Of(findings, Findings.Undecided)}, not tested: {Of(findings, Findings.NotTested)}.";

    /// <param name="models">What restored.</param>
    /// <param name="isSegmenterPretrained">Whether the segmenter is the one that is shipped.</param>
    public static IEnumerable<string> Of(ComparedModels models, bool isSegmenterPretrained)
    {
        yield return "All frames here are simulated; the paper's were recorded on a microscope. Where a finding reproduces, it does so on wells whose optics are those that the pretrained networks learnt from, and nothing follows for a microscope of your own.";
        yield return "Figures of the paper and of this page stand side by side to be compared in their direction, not in their size: objects, optics, noise, networks and measures differ.";
        yield return "The shares of videos that lost focus costs as recorded were chosen after the paper's. Those after restoration were not.";
        if (!models.First.Models.Restorer!.Prediction.IsDiffusion())
            yield return "The network that restored the videos is a regression, not the paper's diffusion.";
        if (isSegmenterPretrained)
            yield return "The segmenter that is shipped has learnt what cells look like out of focus, which the paper's has not: frames as recorded are easier for it, and restoration has less to gain there.";
    }

    private static int Of(IEnumerable<Finding> findings, string verdict) => findings.Count(f => f.Verdict == verdict);
}
