using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Columns;

/// <summary>What is wrong with a row's frame, where a component before (<see cref="OnBadFrame.Flag"/>) has told.</summary>
internal sealed class ProblemColumn(DataViewSchema schema)
{
    private readonly DataViewSchema.Column? _column = schema.GetColumnOrNull(LoadedColumns.FrameProblem) is { Type: TextDataViewType } text
        ? text
        : null;

    /// <summary>The shape of the column, where a component adds it.</summary>
    public static SchemaShape.Column[] Shape(OnBadFrame onBadFrame) =>
        onBadFrame == OnBadFrame.Flag
            ? [MicrosoftMLInternals.ShapeOf(LoadedColumns.FrameProblem, TextDataViewType.Instance, isVector: false)]
            : [];

    public IEnumerable<DataViewSchema.Column> Inputs => _column is { } column ? [column] : [];

    /// <summary>A function that reads the current row's problem; empty where there is none.</summary>
    public Func<string> Reader(DataViewRow row) => _column is { } column ? TextColumn.Reader(row, column) : () => "";
}
