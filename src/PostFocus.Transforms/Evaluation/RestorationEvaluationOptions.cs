using PostFocus.Imaging;
using PostFocus.Transforms.Columns;

namespace PostFocus.Transforms.Evaluation;

/// <summary>What a restoration is evaluated on. Columns that are null by default are used if the data has them.</summary>
public sealed record RestorationEvaluationOptions
{
    /// <summary>Frames as recorded. Default <c>Frame</c>.</summary>
    public string FrameColumnName
    {
        get;
        init => field = Require.Name(value);
    } = LoadedColumns.Frame;

    /// <summary>Frames after restoration, in the same counts. Default <c>Restored</c>.</summary>
    public string RestoredColumnName
    {
        get;
        init => field = Require.Name(value);
    } = "Restored";

    /// <summary>In-focus frames of the same instants: the truth. Default <c>Reference</c>.</summary>
    public string ReferenceColumnName
    {
        get;
        init => field = Require.Name(value);
    } = LoadedColumns.Reference;

    /// <summary>Boolean: rows that count; the others count for flicker only. Default null: <c>WasRestored</c>, else all rows.</summary>
    public string? WasRestoredColumnName
    {
        get;
        init => field = Require.NameOrNull(value);
    }

    /// <summary>Standard deviation over the samples, in counts. Default null: <c>Spread</c>.</summary>
    public string? SpreadColumnName
    {
        get;
        init => field = Require.NameOrNull(value);
    }

    /// <summary>
    /// Vector of the two counts that map to −1 and +1. Default null: <c>Intensity</c>, else each recorded frame's own percentiles.
    /// </summary>
    public string? IntensityColumnName
    {
        get;
        init => field = Require.NameOrNull(value);
    }

    /// <summary>Text: the sequence of a row, for flicker. Default null: <c>Sequence</c>.</summary>
    public string? SequenceColumnName
    {
        get;
        init => field = Require.NameOrNull(value);
    }

    /// <summary>Int32: index of a row's frame in its sequence, for flicker. Default null: <c>FrameIndex</c>.</summary>
    public string? FrameIndexColumnName
    {
        get;
        init => field = Require.NameOrNull(value);
    }

    /// <summary>Features for Fréchet distances, best <see cref="FrechetFeatures.OfClassifier"/>. Default null: none are measured.</summary>
    public FrechetFeatures? Features { get; init; }
}
