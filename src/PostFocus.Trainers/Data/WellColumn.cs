using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Columns;

namespace PostFocus.Trainers.Data;

/// <summary>The wells of rows; without a column every row is a well of its own.</summary>
internal sealed class WellColumn
{
    private readonly DataViewSchema.Column? _column;

    private WellColumn(DataViewSchema.Column? column) => _column = column;

    public IEnumerable<DataViewSchema.Column> Inputs => _column is { } column ? [column] : [];

    /// <summary>What is asked of the column.</summary>
    /// <param name="name">The column; null: 'Sequence' if the input has it.</param>
    public static NeededColumn Needed(string? name) =>
        NeededColumn.Scalar(name ?? LoadedColumns.Sequence, TextDataViewType.Instance, "; the well's name is text.") with
        {
            IsOptional = name is null,
        };

    /// <param name="schema">The input.</param>
    /// <param name="name">The column; null: 'Sequence' if the input has it.</param>
    public static WellColumn Find(DataViewSchema schema, string? name) => new(Needed(name).FindOrNull(schema));

    /// <summary>A function that reads the name of the current row's well.</summary>
    public Func<string> Reader(DataViewRow row) => _column is { } column ? TextColumn.Reader(row, column) : () => $"row {row.Position}";
}
