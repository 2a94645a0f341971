using Microsoft.ML;

namespace PostFocus.Transforms.Rows;

/// <summary>What every cursor says to callers that use it wrongly.</summary>
internal static class CursorErrors
{
    public static InvalidOperationException NotOnARow() => new("The cursor is not on a row: call MoveNext first.");

    public static InvalidOperationException NotAskedFor(DataViewSchema.Column column) =>
        new($"Column '{column.Name}' was not asked for when the cursor was made.");
}
