using Microsoft.ML.Data;
using PostFocus.Transforms.Frames;

namespace PostFocus.Transforms.Restoration;

/// <summary>How frames are restored.</summary>
public sealed record ConditionalRestoreOptions
{
    /// <summary>Frames to restore. Default <c>Frame</c>.</summary>
    public string FrameColumnName { get; init; } = LoadedColumns.Frame;

    /// <summary>Boolean column, true = restore this row. Default <c>PredictedLabel</c>, the focus classifier's.</summary>
    public string DecisionColumnName { get; init; } = DefaultColumnNames.PredictedLabel;

    /// <summary>
    /// Vector of the two counts that map to −1 and +1. Default null: <c>Intensity</c> if the input has it, else each
    /// frame's own percentiles.
    /// </summary>
    public string? IntensityColumnName { get; init; }

    /// <summary>Output: the restored frame in counts; an in-focus row's own frame, untouched. Default <c>Restored</c>.</summary>
    public string RestoredColumnName { get; init; } = "Restored";

    /// <summary>Output: standard deviation over the samples in counts; 0 where nothing was restored. Default <c>Spread</c>.</summary>
    public string SpreadColumnName { get; init; } = "Spread";

    /// <summary>Output: Boolean, whether the row was restored. Default <c>WasRestored</c>.</summary>
    public string WasRestoredColumnName { get; init; } = "WasRestored";

    /// <summary>
    /// Samples that are averaged, 1 to 100; sample k sees the frame in one of its eight orientations, k mod 8. Default 5,
    /// as in the paper (section 2.4).
    /// </summary>
    public int Samples { get; init; } = 5;

    /// <summary>Denoising steps of a sample, 1 to 1000. Default 5.</summary>
    public int Steps { get; init; } = 5;

    /// <summary>Seed of the noise. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Least overlap of the tiles of a frame larger than the network's, 0 to half of a tile. Default 16 pixels.</summary>
    public int TileOverlap { get; init; } = 16;

    /// <summary>Rows looked at ahead of the consumer, 1 to 4096: more keep more cores busy and take more memory. Default 16.</summary>
    public int LookAhead { get; init; } = 16;

    internal void Validate(int tileSize)
    {
        Check(Samples, 1, 100, nameof(Samples));
        Check(Steps, 1, 1000, nameof(Steps));
        Check(TileOverlap, 0, tileSize / 2, nameof(TileOverlap));
        Check(LookAhead, 1, 4096, nameof(LookAhead));
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be between {least} and {most}.");
    }
}
