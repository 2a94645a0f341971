using System.Diagnostics;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Segment;

/// <summary>Finds the cells of every frame, and writes label images, the table and pictures.</summary>
internal static class SegmentRun
{
    /// <returns>0; 2 where a frame could not be used.</returns>
    public static int Execute(SegmentRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var search = FrameSequences.Search(request.Input, request.Sequences);
        var sequences = search.Sequences;
        var outputs = new SegmentOutputs(request.OutFolder, request.Input, sequences, request.Parquet);
        var names = new InputNames(request.Input);
        using ICellSource source = request.TakesMasks ? new GivenCells(request.Input) : new SegmentingPipeline(request);
        // Before the first frame is read: that a contact reaches too far is not the fault of a frame.
        double[] reaches = [.. sequences.Select(s => request.Cells.Reach(s.PixelMicrons, source.PixelMicrons))];
        using var folder = OutFolder.Hold(request.OutFolder);
        var frames = sequences.Sum(s => s.Frames.Count);
        output.WriteLine($"{Count(sequences.Count, "sequence")}, {Count(frames, "frame")} in {request.Input}");
        WriteSearch(search, output, error);
        if (PixelsNotKnown(sequences, source.PixelMicrons) is { } pixels)
            output.WriteLine(pixels);
        var clock = Stopwatch.StartNew();
        var progress = new Progress(output, frames);
        var cells = new List<CellRow>();
        var failed = 0;
        foreach (var (sequence, reach) in sequences.Zip(reaches))
        {
            var found = new SequenceCells(sequence, reach, names.Name);
            IReadOnlyList<(string, int, string)> problems;
            try
            {
                problems = Segment(sequence, found, progress.Of(sequence.Name, sequence.Frames.Count));
            }
            catch (OperationCanceledException)
            {
                // What is done is told apart from what is not.
                CellRow.Write(outputs.Table, cells);
                throw;
            }
            WriteProblems(error, problems);
            failed += problems.Count;
            var (rows, tracks) = found.Follow(request.Cells.Tracker(sequence.PixelMicrons, source.PixelMicrons));
            cells.AddRange(rows);
            output.WriteLine(
                $"{sequence.Name}: {Count(rows.Count, "cell")} in {Count(sequence.Frames.Count - problems.Count, "frame")}, {Count(tracks, "track")}"
            );
        }
        CellRow.Write(outputs.Table, cells);
        if (outputs.ParquetTable is { } parquet)
            CellRow.WriteParquet(parquet, cells);
        output.WriteLine(
            $"{Count(cells.Count, "cell")} in {Count(frames - failed, "frame")}, {clock.Elapsed.TotalSeconds:F1} s. {CellRow.Table}, {SegmentOutputs.Labels} and {SegmentOutputs.Pictures} are in {request.OutFolder}."
        );
        if (!request.TakesMasks && request.ModelPath == Installation.PretrainedSegmenter)
            output.WriteLine(
                "The pretrained segmenter learnt from simulated frames only. Look at the outlines before you use these numbers."
            );
        return failed > 0 || search.Problems.Count > 0 ? ExitCodes.SomeFilesFailed : ExitCodes.Success;

        IReadOnlyList<(string, int, string)> Segment(FrameSequence sequence, SequenceCells cellsOf, Action<int> onFrame)
        {
            var scan = SequenceScan.Read(sequence, request.CameraOffset, cancellation);
            if (scan.SaturatedThroughout is { } saturated)
                output.WriteLine($"{sequence.Name}: {saturated}");
            List<(string, int, string)> problems =
            [
                .. scan.Frames.Where(f => f.Problem is not null).Select(f => (f.Location.Path, f.Location.Page, f.Problem!.Reason)),
            ];
            var picture = new OutlinePicture(sequence.Frames.Count);
            // Places in the sequence, which its frames' numbers are not where some are missing.
            var places = scan.Frames.Index().ToDictionary(f => f.Item.Location, f => f.Index);
            var done = 0;
            foreach (var part in scan.Parts)
            foreach (var (frame, find) in part.Frames.Zip(source.Segment(part)))
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    var (found, place) = (find(), places[frame.Location]);
                    FrameFile.WriteTiff(outputs.LabelsOf(sequence, place), [found.Labels]);
                    picture.Offer(place, found);
                    cellsOf.Add(place, found.Labels, found.Score);
                }
                catch (Exception e) when (Failure.IsOfFrames(e, source.IsReady))
                {
                    problems.Add((frame.Location.Path, frame.Location.Page, Failure.Reason(e)));
                }
                onFrame(++done);
            }
            picture.Write(outputs.Picture(sequence));
            return problems;
        }
    }
}
