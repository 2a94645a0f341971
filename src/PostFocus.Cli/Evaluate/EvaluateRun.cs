using System.Diagnostics;
using PostFocus.Cli.Output;
using PostFocus.Cli.Versions;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Evaluate;

/// <summary>Finds the cells in each version of each video, and tells what is measured of them.</summary>
internal static class EvaluateRun
{
    /// <returns>0.</returns>
    public static int Execute(EvaluateRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        string[] manifests = [.. request.DataSets.Select(DataSetPaths.Manifest)];
        (string Name, string Manifest)[] sets = [.. DataSetPaths.Names(manifests).Zip(manifests)];
        OutFolder.Check(request.OutFolder, request.DataSets);
        var plan = new OutputPlan(request.OutFolder);
        string[] paths =
        [
            .. new[] { EvaluationTables.Measurements, EvaluationTables.Summary }.Select(name => plan.Add(name, "the run itself")),
        ];
        var pipeline = new VersionPipeline(request.Context, request.ModelPath, request.SegmenterPath, request.Restore);
        ManifestRow[][] rows = [.. sets.Select(set => CheckOrder(set.Manifest, Manifest.Read(set.Manifest)))];
        int[] frames = [.. rows.Select(r => r.Length)];
        using var folder = OutFolder.Hold(request.OutFolder);
        foreach (var ((name, manifest), set) in sets.Zip(rows))
        {
            var search = FrameSequences.Search(manifest);
            WriteSearch(search, output, error);
            if (PixelsNotKnown(search.Sequences, pipeline.PixelMicrons, "pixel_um in the manifest") is { } pixels)
                output.WriteLine($"{name}: {pixels}");
            if (set.All(row => row.OutOfFocus == false))
                output.WriteLine($"{name}: no frame is out of focus in truth, so only tracks can be compared.");
        }
        var clock = Stopwatch.StartNew();
        var progress = new Progress(output, frames.Sum());
        var measurements = new List<VideoMeasurement>();
        foreach (var ((name, manifest), count) in sets.Zip(frames))
        {
            var (onFrame, done) = (progress.Of(name, count), 0);
            foreach (
                var video in pipeline.Read(
                    manifest,
                    () =>
                    {
                        cancellation.ThrowIfCancellationRequested();
                        onFrame(++done);
                    }
                )
            )
                measurements.AddRange(Measure(name, video));
        }
        VersionSummary[] summaries = [.. VersionSummary.Of(measurements)];
        // Nothing was written before: who cancels finds no part of the results.
        MeasurementTable.Write(paths[0], measurements);
        EvaluationTables.WriteSummary(paths[1], summaries);
        EvaluationTables.Print(output, summaries);
        var outOfFocus = measurements.Where(m => m.Version == FrameVersion.Recorded).Sum(m => m.Truth.Frames);
        output.WriteLine();
        output.WriteLine(
            $"{Count(outOfFocus, "frame")} out of focus of {frames.Sum()} compared, {clock.Elapsed.TotalSeconds:F1} s. Contacts, area, elongation and speed are "
                + "measured against the cells found in the frames in focus, the rest against the true cells; links, continuity, switches and speed over all frames. "
                + $"{EvaluationTables.Measurements} and {EvaluationTables.Summary} are in {request.OutFolder}."
        );
        return ExitCodes.Success;

        IReadOnlyList<VideoMeasurement> Measure(string dataSet, SegmentedVideo video)
        {
            try
            {
                var reach = request.Cells.Reach(video.PixelMicrons, pipeline.PixelMicrons);
                return [.. VideoMeasurement.Of(dataSet, video, reach, request.Cells.Tracker(video.PixelMicrons, pipeline.PixelMicrons))];
            }
            catch (ArgumentException e)
            {
                throw new PostFocusException($"{dataSet}, sequence '{video.Name}', mask_path: {Failure.Reason(e)}", e);
            }
        }
    }

    /// <summary>Tracks and neighbours need each video's frames in a row, by rising number.</summary>
    /// <returns>The rows.</returns>
    /// <exception cref="PostFocusException">They are not.</exception>
    private static ManifestRow[] CheckOrder(string manifest, IReadOnlyList<ManifestRow> rows)
    {
        var ended = new HashSet<string>();
        foreach (var (before, row) in rows.Zip(rows.Skip(1)))
        {
            if (
                row.Sequence == before.Sequence
                    ? row.FrameIndex > before.FrameIndex
                    : ended.Add(before.Sequence) && !ended.Contains(row.Sequence)
            )
                continue;
            throw new PostFocusException(
                $"'{manifest}': the rows of sequence '{row.Sequence}' are not together, or frame {row.FrameIndex} does not come after frame {before.FrameIndex}. Sort the rows by sequence and frame."
            );
        }
        return [.. rows];
    }
}
