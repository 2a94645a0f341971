using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Testing;
using PostFocus.Transforms.Classification;

namespace PostFocus.Benchmarks.Transfer;

/// <summary>What a classifier says of one image.</summary>
/// <param name="Probability">That it is out of focus.</param>
/// <param name="DefocusMicrons">Estimated |z|; NaN where the network does not estimate it.</param>
internal readonly record struct RecordedScore(float Probability, float DefocusMicrons);

/// <summary>Sends recorded images through the pipeline, as a user's files would be.</summary>
internal static class RecordedScores
{
    /// <returns>For each group of the set a score for each of its images. Each group has an intensity map of its own.</returns>
    public static IReadOnlyList<IReadOnlyList<RecordedScore>> Of(MLContext context, FocusModel model, RecordedSet set)
    {
        using var folder = new TemporaryFolder();
        FrameSequence[] sequences = [.. set.Groups.Select((group, g) => Write(folder, $"group{g:0000}", group, set.PixelMicrons))];
        var scored = context
            .Transforms.ScoreFocus(model)
            .Fit(context.Data.LoadFrames(sequences))
            .Transform(context.Data.LoadFrames(sequences));
        float[] probabilities = [.. scored.GetColumn<float>("Probability")];
        float[] defocus = scored.Schema.GetColumnOrNull("DefocusMicrons") is null
            ? [.. probabilities.Select(_ => float.NaN)]
            : [.. scored.GetColumn<float>("DefocusMicrons")];
        RecordedScore[] all = [.. probabilities.Zip(defocus, (p, z) => new RecordedScore(p, z))];
        List<IReadOnlyList<RecordedScore>> groups = [];
        var from = 0;
        foreach (var group in set.Groups)
            groups.Add(all[from..(from += group.Count)]);
        return groups;
    }

    private static FrameSequence Write(TemporaryFolder folder, string name, IReadOnlyList<Frame> frames, double? pixelMicrons)
    {
        var path = folder[name + ".tif"];
        FrameFile.WriteTiff(path, frames);
        return new(name, [.. Enumerable.Range(0, frames.Count).Select(page => new FrameLocation(path, page))])
        {
            PixelMicrons = pixelMicrons,
        };
    }
}
