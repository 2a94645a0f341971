using Microsoft.ML;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>The frames that are out of focus in truth.</summary>
internal static class OutOfFocus
{
    public static IDataView Only(MLContext context, IDataView frames) =>
        context.Data.FilterByCustomPredicate<Row>(frames, row => !row.Label);

    private sealed class Row
    {
        public bool Label { get; set; }
    }
}
