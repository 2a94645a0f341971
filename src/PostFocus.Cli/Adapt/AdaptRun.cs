using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Adapt;

/// <summary>Restores what a recording lost by itself, says whether that is better than its rivals, and writes the model if it is.</summary>
internal static class AdaptRun
{
    /// <returns>0; 2 where a frame could not be used.</returns>
    /// <exception cref="PostFocusException">There is nothing to judge by, or the filters are no better.</exception>
    public static int Execute(AdaptRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var search = FrameSequences.Search(request.Input, request.Sequences);
        using var pipeline = new AdaptationPipeline(request);
        var frames = search.Sequences.Sum(s => s.Frames.Count);
        output.WriteLine($"{Count(search.Sequences.Count, "sequence")}, {Count(frames, "frame")} in {request.Input}");
        if (PixelsNotKnown(search.Sequences, pipeline.Models.Classifier!.PixelMicrons) is { } pixels)
            output.WriteLine(pixels);
        WriteSearch(search, output, error);
        var progress = new Progress(output, frames);
        var judged = new List<JudgedFrame>();
        ScannedPart? any = null;
        var someFailed = search.Problems.Count > 0;
        foreach (var sequence in search.Sequences)
        {
            var scan = SequenceScan.Read(sequence, request.CameraOffset, cancellation);
            ScannedFrame[] unusable = [.. scan.Frames.Where(f => f.Problem is not null)];
            WriteProblems(error, unusable.Select(f => (f.Location.Path, f.Location.Page, f.Problem!.Reason)));
            someFailed |= unusable.Length > 0;
            var told = progress.Of(sequence.Name, sequence.Frames.Count);
            var done = unusable.Length;
            foreach (var part in scan.Parts)
                try
                {
                    judged.AddRange(pipeline.Judge(sequence.Name, part, () => told(++done), cancellation));
                    any ??= part;
                }
                catch (Exception e) when (Failure.IsOfFrames(e, pipeline.IsReady))
                {
                    error.WriteLine($"error: sequence {sequence.Name}: {Failure.Reason(e)}");
                    someFailed = true;
                }
        }
        if (any is null || judged.Count == 0)
            throw new PostFocusException(NothingToJudge(request, pipeline.OutOfFocus, frames));
        AdaptationSummary.Write(output, request, judged, pipeline.OutOfFocus);
        if (AdaptationSummary.BetterRival(judged) is { } rival)
        {
            var said = $"{rival} comes as near to the frames in focus as the filters do, or nearer";
            if (!request.Force)
                throw new PostFocusException($"No model is written: {said}. --force writes it nevertheless.");
            output.WriteLine($"{said}: written nevertheless (--force).");
        }
        pipeline.Save(any);
        output.WriteLine($"{request.OutPath}: restore by 'postfocus run {request.Input} --model {request.OutPath} --out DIR'.");
        return someFailed ? ExitCodes.SomeFilesFailed : ExitCodes.Success;
    }

    private static string NothingToJudge(AdaptRequest request, int outOfFocus, int frames)
    {
        var which = $"'{request.Input}': {outOfFocus} of {Count(frames, "frame")} were called out of focus, and none of them has a";
        return $"{which} frame in focus of its sequence within {Count(request.Restore.NeighbourDistance, "frame")}: there is nothing to adapt to. Give videos in which focus is lost now and then, a larger --neighbour-distance, or --from with a classifier that knows such frames ('postfocus train classifier').";
    }
}
