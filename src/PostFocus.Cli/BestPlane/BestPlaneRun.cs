using System.Diagnostics;
using PostFocus.Cli.Output;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.BestPlane;

/// <summary>Judges every plane, and writes the table and the frames of the planes nearest to focus.</summary>
internal static class BestPlaneRun
{
    public const string Planes = "planes";

    /// <returns>0; 2 where a frame could not be used.</returns>
    public static int Execute(BestPlaneRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        if (request.Sequences.Plane is not null)
            throw new PostFocusException("--plane: best-plane looks at all planes, to find the one in focus. Leave it out.");
        var search = FocalStacks.Find(request.Input, request.Sequences);
        var stacks = search.Stacks;
        FrameSequence[] sequences = [.. stacks.Select(stack => stack.Frames)];
        var names = new InputNames(request.Input);
        OutFolder.Check(
            request.OutFolder,
            [request.Input, .. sequences.SelectMany(s => s.Frames).Select(f => Path.GetDirectoryName(f.Path)!).Distinct()]
        );
        var plan = new OutputPlan(request.OutFolder);
        var table = plan.Add(PlaneRow.Table, "the run's own table");
        var places = stacks
            .SelectMany(stack => stack.Instants.Select(instant => (stack, instant)))
            .ToDictionary(
                at => at.instant,
                at => plan.Add($"{Planes}/{at.stack.Name}/t{at.instant.Index:000}.tif", $"stack '{at.stack.Name}'")
            );
        using var pipeline = new ScoringPipeline(request.Context, request.ModelPath, "best-plane");
        using var folder = OutFolder.Hold(request.OutFolder);
        var frames = sequences.Sum(s => s.Frames.Count);
        output.WriteLine($"{Count(stacks.Count, "focal stack")}, {Count(frames, "frame")} in {request.Input}");
        WriteSearch(search, output, error);
        if (PixelsNotKnown(sequences, pipeline.PixelMicrons) is { } pixels)
            output.WriteLine(pixels);
        var clock = Stopwatch.StartNew();
        var progress = new Progress(output, frames);
        var judge = new StackJudge(pipeline, request.CameraOffset, error);
        var rows = new List<PlaneRow>();
        try
        {
            foreach (var (stack, sequence) in stacks.Zip(sequences))
            {
                PlaneRow[] ofStack = [.. Rows(stack, sequence)];
                output.WriteLine($"{stack.Name}: {Describe(stack, ofStack)}");
                rows.AddRange(ofStack);
            }
        }
        catch (OperationCanceledException)
        {
            PlaneRow.Write(table, rows);
            output.WriteLine(
                $"Ended after {rows.DistinctBy(row => row.Sequence).Count()} of {Count(stacks.Count, "focal stack")}, which {PlaneRow.Table} has. To judge all, begin again in another folder."
            );
            throw;
        }
        PlaneRow.Write(table, rows);
        output.WriteLine(
            $"{Count(frames, "frame")} judged in {clock.Elapsed.TotalSeconds:F1} s. {PlaneRow.Table} and {Planes} are in {request.OutFolder}; where no plane is in focus, the one nearest to it lies in {Planes}, for 'postfocus run' to restore."
        );
        if (Installation.IsPretrained(request.ModelPath))
            output.WriteLine(
                "The pretrained classifier learnt from simulated frames only. On other optics or cells look at the planes before you use them."
            );
        return judge.Failed + search.Problems.Count > 0 ? ExitCodes.SomeFilesFailed : ExitCodes.Success;

        IEnumerable<PlaneRow> Rows(FocalStack stack, FrameSequence sequence)
        {
            var judged = judge.Judge(stack, sequence, progress.Of(stack.Name, sequence.Frames.Count), cancellation);
            foreach (var instant in stack.Instants)
            {
                JudgedPlane[] there = [.. instant.Planes.Select(plane => judged.GetValueOrDefault(plane)).OfType<JudgedPlane>()];
                var nearest = JudgedPlane.Nearest(there);
                if (nearest is not null)
                    FrameFile.WriteTiff(places[instant], [FrameFile.Read(nearest.Plane.Location)]);
                var file = nearest is null ? null : names.Name(nearest.Plane.Location.Path);
                yield return new PlaneRow(stack.Name, instant.Index, there.Length, nearest, stack.PlaneSpacingMicrons, file);
            }
        }
    }

    private static string Describe(FocalStack stack, PlaneRow[] rows)
    {
        int[] inFocus = [.. rows.Select(row => row.Plane).OfType<int>()];
        var found =
            inFocus.Length == 0 ? "none with a plane in focus"
            : inFocus.Min() == inFocus.Max() ? $"{inFocus.Length} with plane {inFocus[0]} in focus"
            : $"{inFocus.Length} with a plane in focus, {inFocus.Min()} to {inFocus.Max()}";
        var strange = rows.Count(row => row.Nearest is { Verdict.IsStrange: true });
        return $"{Count(rows.Length, "instant")} of {Count(stack.Instants.Max(instant => instant.Planes.Count), "plane")}, {found}"
            + (strange > 0 ? $"; {strange} unlike those that the networks learnt from: do not trust these" : "");
    }
}
