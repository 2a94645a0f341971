using System.Globalization;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;
using PostFocus.Transforms.Gate;

namespace PostFocus.Cli.Run;

/// <summary>What a run says before it begins.</summary>
internal static class RunRemarks
{
    /// <summary>What it means that a pixel size is not known; null where all are.</summary>
    public static string? Pixels(IReadOnlyList<FrameSequence> sequences, RestorationPipeline pipeline) =>
        Wording.PixelsNotKnown(sequences, pipeline.PixelMicrons) is not { } pixels ? null
        : pipeline.AcceptsOnlyKnownPixels ? $"{pixels} Without it no restored frame is accepted."
        : pixels;

    /// <summary>That a restorer which could look at frames in focus does not; null of all others.</summary>
    public static string? Neighbours(RestorationPipeline pipeline) =>
        pipeline.Models.Restorer is { UsesNeighbours: true } && !pipeline.LooksAtNeighbours
            ? "The restorer could look at the nearest frames in focus, but does not (--neighbour-distance 0)."
            : null;

    /// <summary>From when on restored frames are kept.</summary>
    public static string Gate(RestorationPipeline pipeline, RunRequest request) =>
        pipeline.Gate is { } gate ? Describe(gate, pipeline, request)
        : pipeline.Models.Restorer is null
            ? "Gate: the model has none. A frame is restored where its filter holds on the half of the frame that it was not fitted to; nothing else judges."
        : "Gate: the model has none. Nothing judges the restored frames: all are taken.";

    /// <summary>In which frames cells are found, by what, and what for.</summary>
    public static string Cells(RunRequest request) =>
        request.Cells is not { } cells
            ? "not looked for"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"found in {(cells.InAll ? "all frames" : "restored frames")} by {Path.GetFileName(cells.SegmenterPath)} (SHA-256 {FileHash.Sha256(cells.SegmenterPath)}); contacts within {cells.Settings.ContactMicrons} µm, steps of up to {cells.Settings.LongestStepMicrons} µm, gaps of up to {cells.Settings.LongestGap} frames"
            ) + (cells.Judge ? "; restorations that change them more than time does are rejected" : "");

    /// <summary>What was taken of several channels and planes.</summary>
    public static string Chosen(StackLayout layout, SequenceOptions options)
    {
        string[] chosen =
        [
            .. new[] { layout.Planes > 1 ? $"plane {options.Plane}" : "", layout.Channels > 1 ? $"channel {options.Channel}" : "" }.Where(
                c => c.Length > 0
            ),
        ];
        return chosen.Length > 0 ? $"; {string.Join(" and ", chosen)} taken" : "";
    }

    private static string Describe(GateModel gate, RestorationPipeline pipeline, RunRequest request)
    {
        if (pipeline.GateWasTrainedWith is { Count: > 0 } otherwise)
        {
            return $"Gate: it was trained on restorations of {string.Join(' ', otherwise)}, and promises nothing for others: "
                + (
                    request.AcceptAll
                        ? "all are taken nevertheless (--accept-all)."
                        : "none is accepted. Restore as it was then, or take all by --accept-all."
                );
        }
        var text = gate.Threshold is { } threshold
            ? string.Create(CultureInfo.InvariantCulture, $"Gate: restored frames are accepted from a trust of {threshold:F4} on")
            : "Gate: no restored frame is accepted, as none of its thresholds kept the promise when it was trained";
        return text + (request.AcceptAll ? "; all are taken nevertheless (--accept-all)." : "; the others keep their recorded pixels.");
    }
}
