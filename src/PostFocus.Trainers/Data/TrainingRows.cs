using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Data;

/// <summary>Reads what a trainer needs from a data view into memory, in unit intensities.</summary>
internal static class TrainingRows
{
    public static IReadOnlyList<(ClassifierExample Item, string Group)> Labelled(IDataView input, FocusClassifierTrainer.Options options)
    {
        DataViewSchema.Column label = input.Schema.Require(options.LabelColumnName);
        if (label.Type is not BooleanDataViewType)
        {
            throw new ArgumentException(
                $"Column '{label.Name}' holds {label.Type}; the label is a Boolean, true = out of focus.");
        }
        DataViewSchema.Column? defocus = DefocusColumn(input.Schema, options);
        PixelColumn pixels = PixelColumn.Find(input.Schema, options.PixelMicronsColumnName);
        IEnumerable<DataViewSchema.Column> others = [label, .. pixels.Inputs, .. defocus is { } column ? [column] : Array.Empty<DataViewSchema.Column>()];
        return Read<ClassifierExample>(input, options.FrameColumnName, options.IntensityColumnName, options.GroupColumnName, others, (cursor, frame) =>
        {
            var outOfFocus = cursor.GetGetter<bool>(label);
            bool value = false;
            Func<float> pixel = pixels.Reader(cursor);
            Func<float> distance = defocus is { } given ? Number(cursor, given) : () => float.NaN;
            return () =>
            {
                outOfFocus(ref value);
                (NamedFrame source, IntensityMap map) = frame();
                return new ClassifierExample(Unit(source, map, pixel(), options.Training.PixelMicrons), value ? 1 : 0, distance());
            };
        });
    }

    /// <summary>Where the second head's truth comes from; null for networks without that head.</summary>
    private static DataViewSchema.Column? DefocusColumn(DataViewSchema schema, FocusClassifierTrainer.Options options)
    {
        if (!options.Training.Network.EstimatesDefocus)
        {
            return options.DefocusColumnName is null ? null : throw new ArgumentException(
                $"DefocusColumnName is '{options.DefocusColumnName}', but the network does not estimate defocus. Set EstimatesDefocus of its options.");
        }
        string name = options.DefocusColumnName ?? LoadedColumns.TrueDefocusMicrons;
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw new ArgumentException(
            $"The network estimates defocus, but the input has no column '{name}' with the true distances from focus, µm. Load a manifest " +
            "with defocus_um for every frame or a stack, set DefocusColumnName, or train a network without EstimatesDefocus.");
        return column.Type == NumberDataViewType.Single
            ? column
            : throw new ArgumentException($"Column '{name}' holds {column.Type}; a distance from focus is a Single, µm.");
    }

    private static Func<float> Number(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<float>(column);
        float value = float.NaN;
        return () =>
        {
            getter(ref value);
            return value;
        };
    }

    /// <param name="input">The rows.</param>
    /// <param name="referenceColumn">In-focus frames of the same instants.</param>
    /// <param name="groupColumn">The wells; null: as told by <c>Sequence</c>.</param>
    /// <param name="restore">Columns of the frames.</param>
    /// <param name="withNeighbours">Whether each pair has the nearest frames that the decision column calls in focus.</param>
    public static IReadOnlyList<(RestorerPair Item, string Group)> Pairs(
        IDataView input, string referenceColumn, string? groupColumn, ConditionalRestoreOptions restore, bool withNeighbours)
    {
        FrameColumn references = FrameColumn.Find(input.Schema, referenceColumn);
        InstantColumns? instants = withNeighbours ? new(input.Schema, restore.DecisionColumnName) : null;
        IEnumerable<DataViewSchema.Column> others = [.. references.Inputs, .. instants?.Inputs ?? []];
        var rows = Read<(RestorerPair Pair, Instant Instant)>(input, restore.FrameColumnName, restore.IntensityColumnName, groupColumn, others, (cursor, frame) =>
        {
            Func<NamedFrame> reference = references.Reader(cursor);
            Func<Instant> instant = instants?.Reader(cursor) ?? (() => default);
            return () =>
            {
                (NamedFrame source, IntensityMap map) = frame();
                return (new RestorerPair(Unit(source, map), Unit(reference(), map)), instant());
            };
        });
        if (!withNeighbours)
            return [.. rows.Select(row => (row.Item.Pair, row.Group))];
        Instant[] inTime = [.. rows.Select(row => row.Item.Instant)];
        return [.. rows.Select((row, i) => (row.Item.Pair with { Before = Nearest(i, -1), After = Nearest(i, 1) }, row.Group))];

        // Rows of one truth are focal planes of one instant: the plane in focus would give the truth away.
        NeighbourImage? Nearest(int row, int step) =>
            Instant.Nearest(inTime, row, step, restore.NeighbourDistance, out long distance) is >= 0 and var found
            && !rows[found].Item.Pair.Truth.Bytes.SequenceEqual(rows[row].Item.Pair.Truth.Bytes)
                ? new(rows[found].Item.Pair.Blurred, distance)
                : null;
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

    private static UnitImage Unit(NamedFrame frame, IntensityMap map, float pixelMicrons = float.NaN, double? wanted = null)
    {
        (float[] unit, int height, int width) = NetworkUnits.Of(frame, map, pixelMicrons, wanted);
        return new(unit, height, width);
    }
}
