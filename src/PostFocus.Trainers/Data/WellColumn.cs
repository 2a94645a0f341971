using Microsoft.ML.Data;
using PostFocus.Transforms.Columns;

namespace PostFocus.Trainers.Data;

/// <summary>The wells of rows.</summary>
internal static class WellColumn
{
    /// <summary>What is asked of the column.</summary>
    /// <param name="name">The column; null: 'Sequence' if the input has it.</param>
    public static NeededColumn Needed(string? name) =>
        NeededColumn.Scalar(name ?? LoadedColumns.Sequence, TextDataViewType.Instance, "; the well's name is text.") with
        {
            IsOptional = name is null,
        };
}
