using PostFocus.Imaging.Sequences;
using static PostFocus.Cli.Shared.Wording;

namespace PostFocus.Cli.BestPlane;

/// <summary>Judges the planes of focal stacks; those that cannot be are named and passed over.</summary>
/// <param name="pipeline">Scores.</param>
/// <param name="cameraOffset">Counts without light; null: a low percentile.</param>
/// <param name="error">Is told what goes wrong.</param>
internal sealed class StackJudge(ScoringPipeline pipeline, double? cameraOffset, TextWriter error)
{
    /// <summary>Frames that could not be used.</summary>
    public int Failed { get; private set; }

    /// <summary>What is said of a stack's planes, but for those of empty fields and those that cannot be used.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="sequence">Its frames (<see cref="FocalStack.Frames"/>).</param>
    /// <param name="onFrame">Told how many of its frames are done.</param>
    /// <param name="cancellation">Ends it between two frames.</param>
    public Dictionary<FocalPlane, JudgedPlane> Judge(
        FocalStack stack,
        FrameSequence sequence,
        Action<int> onFrame,
        CancellationToken cancellation
    )
    {
        var judged = new Dictionary<FocalPlane, JudgedPlane>();
        var scan = SequenceScan.Read(sequence, cameraOffset, cancellation);
        ScannedFrame[] unusable = [.. scan.Frames.Where(frame => frame.Problem is not null)];
        Name(unusable.Select(frame => (frame, frame.Problem!.Reason)));
        FocalPlane[] planes = [.. stack.Instants.SelectMany(instant => instant.Planes)];
        var done = unusable.Length;
        foreach (var part in scan.Parts)
        foreach (var (frame, judge) in part.Frames.Zip(pipeline.Judge(part)))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (judge() is { } verdict)
                    judged.Add(planes[frame.Index], new(planes[frame.Index], verdict));
            }
            catch (Exception e) when (Failure.IsOfFrames(e, pipeline.IsReady))
            {
                Name([(frame, Failure.Reason(e))]);
            }
            onFrame(++done);
        }
        return judged;
    }

    private void Name(IEnumerable<(ScannedFrame Frame, string Reason)> problems)
    {
        (string, int, string)[] named = [.. problems.Select(p => (p.Frame.Location.Path, p.Frame.Location.Page, p.Reason))];
        WriteProblems(error, named);
        Failed += named.Length;
    }
}
