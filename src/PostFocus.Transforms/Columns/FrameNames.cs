using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Columns;

/// <summary>What rows of frames are called in errors: their path, where they have one, else the number of the row.</summary>
internal static class FrameNames
{
    /// <summary>The column of the path, if there is one, for whoever opens a cursor on frames. No component needs it.</summary>
    public static IEnumerable<DataViewSchema.Column> Columns(DataViewSchema schema) =>
        schema.GetColumnOrNull(LoadedColumns.Path) is { Type: TextDataViewType } path ? [path] : [];

    /// <summary>A function that gives the current row's name.</summary>
    public static Func<string> Reader(DataViewRow row) =>
        Columns(row.Schema).Where(row.IsColumnActive).ToArray() is [var path] ? TextColumn.Reader(row, path) : () => $"row {row.Position}";
}
