namespace PostFocus.Imaging.Sequences;

/// <summary>
/// The folders of TIMING assays: phase contrast in <c>B*/images/crops_8bit_s/*CH0/PREFIX_tK.tif</c>, with what was
/// found in a well under <c>B*/labels</c>.
/// </summary>
/// <remarks>Frames keep the number K of their names, so that missing ones leave a gap; there may be any number.</remarks>
public static class TimingLayout
{
    /// <summary>Phase contrast of a well: a sequence BLOCK/WELL.</summary>
    public const string NamePattern = "{block:B*}/images/crops_8bit_s/{well}CH0/*_t{frame}.tif";

    /// <summary>What a well has in which cells were tracked.</summary>
    public const string Tracks = "{block}/labels/TRACK/EZ/FRCNN-Fast/{well}";

    /// <summary>What a well has in which cells were detected.</summary>
    public const string Detections = "{block}/labels/DET/FRCNN-Fast/clean/{well}";

    /// <summary>Which frames to take, for <see cref="FrameSequences.Find"/>.</summary>
    /// <param name="wells">Which wells.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such wells.</exception>
    public static SequenceOptions Options(TimingWells wells) =>
        new()
        {
            NamePattern = NamePattern,
            Having = wells switch
            {
                TimingWells.All => null,
                TimingWells.Tracked => Tracks,
                TimingWells.DetectedOnly => Detections,
                _ => throw new ArgumentOutOfRangeException(nameof(wells), wells, "There are no such wells."),
            },
            NotHaving = wells == TimingWells.DetectedOnly ? Tracks : null,
        };
}

/// <summary>Wells of a TIMING assay, by how far its analysis came.</summary>
public enum TimingWells
{
    /// <summary>All wells.</summary>
    All,

    /// <summary>Wells with tracks.</summary>
    Tracked,

    /// <summary>Wells with detected cells but without tracks.</summary>
    DetectedOnly,
}
