using Microsoft.ML;

namespace PostFocus.Transforms.Columns;

/// <summary>A text column, such as paths or the names of wells.</summary>
internal static class TextColumn
{
    /// <summary>A function that reads the current row's text.</summary>
    public static Func<string> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        return () =>
        {
            getter(ref text);
            return text.ToString();
        };
    }
}
