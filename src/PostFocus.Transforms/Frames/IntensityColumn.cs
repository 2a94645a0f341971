using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Frames;

/// <summary>
/// Where a row's intensity map comes from: the column made by LoadFrames (one map per sequence) if there is one, else
/// the percentiles of the frame itself.
/// </summary>
internal sealed class IntensityColumn
{
    private readonly DataViewSchema.Column? _column;

    private IntensityColumn(DataViewSchema.Column? column) => _column = column;

    public IEnumerable<DataViewSchema.Column> Inputs => _column is { } column ? [column] : [];

    /// <param name="schema">The input.</param>
    /// <param name="name">The column; null: 'Intensity' if the input has it.</param>
    public static IntensityColumn Find(DataViewSchema schema, string? name)
    {
        DataViewSchema.Column? column = name is null
            ? schema.GetColumnOrNull(LoadedColumns.Intensity)
            : schema.Require(name);
        if (column is { } found && !(found.Type is VectorDataViewType { Size: 2 } v && v.ItemType == NumberDataViewType.Single))
        {
            throw new ArgumentException(
                $"Column '{found.Name}' holds {found.Type}; an intensity column is a vector of two Singles, the counts " +
                "that map to -1 and to +1.");
        }
        return new(column);
    }

    public Func<Frame, IntensityMap> Reader(DataViewRow row)
    {
        if (_column is not { } column)
            return frame => IntensityMap.Fit([frame]);
        var getter = row.GetGetter<VBuffer<float>>(column);
        VBuffer<float> buffer = default;
        return _ =>
        {
            getter(ref buffer);
            return new IntensityMap(buffer.GetItemOrDefault(0), buffer.GetItemOrDefault(1));
        };
    }
}
