using PostFocus.Imaging.Tracks;

namespace PostFocus.Cli.Versions;

/// <summary>A version of a video, measured.</summary>
/// <param name="DataSet">The video's data set.</param>
/// <param name="Sequence">The video.</param>
/// <param name="Version">The version.</param>
/// <param name="Truth">Against the true cells, over the frames out of focus; tracks over all.</param>
/// <param name="InFocus">Against the cells found in its version in focus.</param>
internal sealed record VideoMeasurement(
    string DataSet,
    string Sequence,
    FrameVersion Version,
    CellVideoComparison Truth,
    CellVideoComparison InFocus
)
{
    /// <summary>What is told of it: name in tables and in the log, how it is printed, and the value; NaN where there is none.</summary>
    public static IReadOnlyList<(string Name, string Heading, string Format, Func<VideoMeasurement, double> Value)> Figures { get; } =
    [
        ("contact_pcc", "contact PCC", "F2", m => m.InFocus.ContactPcc),
        ("contact_mse", "contact MSE", "F4", m => m.InFocus.ContactMse),
        ("count_error", "count error", "F2", m => m.Truth.CountError),
        ("iou", "IoU", "F3", m => m.Truth.Iou),
        ("ap50", "AP50", "F3", m => m.Truth.AveragePrecision50),
        ("area_bias", "area", "P0", m => m.InFocus.AreaBias),
        ("elongation_bias", "elongation", "P0", m => m.InFocus.ElongationBias),
        ("speed_bias", "speed", "P0", m => m.InFocus.SpeedBias),
        ("link_f1", "links F1", "F3", m => m.Truth.Tracks.F1),
        ("continuity", "continuity", "F3", m => m.Truth.Tracks.Continuity),
        ("switches", "switches", "F2", m => m.Truth.Tracks.Switches),
    ];

    /// <summary>All versions of a video.</summary>
    /// <param name="dataSet">The video's data set.</param>
    /// <param name="video">The video.</param>
    /// <param name="reach">How far a contact reaches, pixels.</param>
    /// <param name="tracker">How cells are followed.</param>
    public static IEnumerable<VideoMeasurement> Of(string dataSet, SegmentedVideo video, double reach, CellTrackerOptions tracker)
    {
        var truth = CellVideo.ByLabel(video.Truth, reach);
        var found = video.Found.ToDictionary(f => f.Key, f => CellVideo.Follow(f.Value, reach, tracker));
        return found.Select(f => new VideoMeasurement(
            dataSet,
            video.Name,
            f.Key,
            CellVideoComparison.Of(truth, f.Value, video.OutOfFocus),
            CellVideoComparison.Of(found[FrameVersion.InFocus], f.Value, video.OutOfFocus)
        ));
    }
}
