using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Columns;

namespace PostFocus.Transforms.Frames;

/// <summary>Where a row's pixel size comes from: the column made by LoadFrames if there is one; else it is not known.</summary>
internal sealed class PixelColumn
{
    private readonly DataViewSchema.Column? _column;

    private PixelColumn(DataViewSchema.Column? column) => _column = column;

    public IEnumerable<DataViewSchema.Column> Inputs => _column is { } column ? [column] : [];

    /// <summary>What is asked of the column.</summary>
    /// <param name="name">The column; null: 'PixelMicrons' if the input has it.</param>
    public static NeededColumn Needed(string? name) =>
        NeededColumn.Scalar(name ?? LoadedColumns.PixelMicrons, NumberDataViewType.Single, "; a pixel size is a Single, µm.") with
        {
            IsOptional = name is null,
        };

    /// <param name="schema">The input.</param>
    /// <param name="name">The column; null: 'PixelMicrons' if the input has it.</param>
    public static PixelColumn Find(DataViewSchema schema, string? name) => new(Needed(name).FindOrNull(schema));

    /// <summary>A function that reads the current row's pixel size, µm; NaN where it is not known.</summary>
    public Func<float> Reader(DataViewRow row)
    {
        if (_column is not { } column)
            return () => float.NaN;
        var getter = row.GetGetter<float>(column);
        var microns = float.NaN;
        return () =>
        {
            getter(ref microns);
            return microns;
        };
    }
}
