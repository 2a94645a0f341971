using PostFocus.Cli.Versions;
using PostFocus.Imaging.Yield;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Reproduce;

/// <summary>Restores the videos of a set, and measures what that is worth.</summary>
internal static class VideoMeasuring
{
    /// <param name="request">Segmenter and context.</param>
    /// <param name="models">The first one restores.</param>
    /// <param name="set">Which videos.</param>
    /// <param name="data">Where they lie.</param>
    /// <param name="folder">Gets the tables.</param>
    /// <param name="onFrame">Called with the number of frames done.</param>
    public static void Write(ReproduceRequest request, ComparedModels models, VideoSet set, string data, string folder, Action<int> onFrame)
    {
        var pipeline = new VersionPipeline(
            request.Context,
            models.First.Path,
            request.SegmenterPath,
            new ConditionalRestoreEstimator.Options()
        );
        var cells = new CellSettings();
        var recoveries = new List<RecoveryRow>();
        var measurements = new List<VideoMeasurement>();
        var done = 0;
        foreach (var video in pipeline.Read(Path.Combine(data, ReproductionNames.Manifest), () => onFrame(++done)))
        {
            recoveries.Add(RecoveryRow.Of(set.Name, video.Name, SequenceRecovery.Of(video.Outcomes)));
            measurements.AddRange(
                VideoMeasurement.Of(
                    set.Name,
                    video,
                    cells.Reach(video.PixelMicrons, pipeline.PixelMicrons),
                    cells.Tracker(video.PixelMicrons, pipeline.PixelMicrons)
                )
            );
        }
        RecoveryRow.Write(Path.Combine(folder, RecoveryRow.File), recoveries);
        MeasurementTable.Write(Path.Combine(folder, MeasurementTable.File), measurements);
    }
}
