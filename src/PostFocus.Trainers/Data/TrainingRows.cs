using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Frames;

namespace PostFocus.Trainers.Data;

/// <summary>Reads what a trainer needs from a data view into memory, in unit intensities.</summary>
internal static class TrainingRows
{
    public static IReadOnlyList<(ClassifierExample Item, string Group)> Labelled(
        IDataView input, string frameColumn, string labelColumn, string? intensityColumn, string? groupColumn)
    {
        DataViewSchema.Column label = input.Schema.Require(labelColumn);
        if (label.Type is not BooleanDataViewType)
        {
            throw new ArgumentException(
                $"Column '{labelColumn}' holds {label.Type}; the label is a Boolean, true = out of focus.");
        }
        return Read<ClassifierExample>(input, frameColumn, intensityColumn, groupColumn, [label], (cursor, frame) =>
        {
            var outOfFocus = cursor.GetGetter<bool>(label);
            bool value = false;
            return () =>
            {
                outOfFocus(ref value);
                (NamedFrame source, IntensityMap map) = frame();
                return new ClassifierExample(Unit(source.Frame, map), value ? 1 : 0);
            };
        });
    }

    public static IReadOnlyList<(RestorerPair Item, string Group)> Pairs(
        IDataView input, string frameColumn, string referenceColumn, string? intensityColumn, string? groupColumn)
    {
        FrameColumn references = FrameColumn.Find(input.Schema, referenceColumn);
        return Read<RestorerPair>(input, frameColumn, intensityColumn, groupColumn, references.Inputs, (cursor, frame) =>
        {
            Func<NamedFrame> reference = references.Reader(cursor);
            return () =>
            {
                (NamedFrame source, IntensityMap map) = frame();
                return new RestorerPair(Unit(source.Frame, map), Unit(reference().Frame, map));
            };
        });
    }

    private static List<(T Item, string Group)> Read<T>(
        IDataView input, string frameColumn, string? intensityColumn, string? groupColumn,
        IEnumerable<DataViewSchema.Column> others,
        Func<DataViewRowCursor, Func<(NamedFrame, IntensityMap)>, Func<T>> reader)
    {
        FrameColumn frames = FrameColumn.Find(input.Schema, frameColumn);
        IntensityColumn intensity = IntensityColumn.Find(input.Schema, intensityColumn);
        DataViewSchema.Column? group = groupColumn is null
            ? input.Schema.GetColumnOrNull(LoadedColumns.Sequence)
            : input.Schema.Require(groupColumn);
        IEnumerable<DataViewSchema.Column> groupColumns = group is { } found ? [found] : [];

        using DataViewRowCursor cursor = input.GetRowCursor([.. frames.Inputs, .. intensity.Inputs, .. groupColumns, .. others]);
        Func<NamedFrame> frame = frames.Reader(cursor);
        Func<Frame, IntensityMap> map = intensity.Reader(cursor);
        Func<string> groupOf = group is { } column ? Text(cursor, column) : () => $"row {cursor.Position}";
        Func<T> read = reader(cursor, () => frame() is var source ? (source, map(source.Frame)) : default);

        var rows = new List<(T, string)>();
        while (cursor.MoveNext())
            rows.Add((read(), groupOf()));
        return rows;
    }

    private static Func<string> Text(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not TextDataViewType)
            throw new ArgumentException($"Column '{column.Name}' holds {column.Type}; the well's name is text.");
        return TextColumn.Reader(row, column);
    }

    private static UnitImage Unit(Frame frame, IntensityMap map)
    {
        var unit = new float[frame.Counts.Length];
        map.ToUnit(frame.Counts, unit);
        return new(unit, frame.Height, frame.Width);
    }
}
