using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Rows;

/// <summary>Names of the slots of a vector column.</summary>
internal static class SlotNames
{
    public static DataViewSchema.Annotations Of(IReadOnlyList<string> slots)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(
            "SlotNames",
            new VectorDataViewType(TextDataViewType.Instance, slots.Count),
            (ref VBuffer<ReadOnlyMemory<char>> names) =>
                names = new VBuffer<ReadOnlyMemory<char>>(slots.Count, [.. slots.Select(s => s.AsMemory())])
        );
        return builder.ToAnnotations();
    }
}
