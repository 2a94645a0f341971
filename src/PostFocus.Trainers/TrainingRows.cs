using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging.Intensity;
using PostFocus.Trainers.Data;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Classifier;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Trainers.Training.Segmenter;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers;

/// <summary>Reads what a trainer needs from a data view into memory, in unit intensities.</summary>
internal static class TrainingRows
{
    public static IReadOnlyList<(ClassifierExample Item, string Group)> Labelled(
        IHostEnvironment environment,
        IDataView input,
        FocusClassifierTrainer.Options options
    )
    {
        var label = LabelColumn.Needed(options.LabelColumnName).Find(input.Schema);
        var defocus = Defocus(options)?.Find(input.Schema);
        var pixels = PixelColumn.Find(input.Schema, options.PixelMicronsColumnName);
        IEnumerable<DataViewSchema.Column> others =
        [
            label,
            .. pixels.Inputs,
            .. defocus is { } column ? [column] : Array.Empty<DataViewSchema.Column>(),
        ];
        return Read<ClassifierExample>(
            environment,
            input,
            options.FrameColumnName,
            options.IntensityColumnName,
            options.GroupColumnName,
            others,
            (cursor, frame) =>
            {
                var outOfFocus = cursor.GetGetter<bool>(label);
                var value = false;
                var pixel = pixels.Reader(cursor);
                var distance = defocus is { } given ? Number(cursor, given) : () => float.NaN;
                return () =>
                {
                    outOfFocus(ref value);
                    (var source, var map) = frame();
                    return new ClassifierExample(Unit(source, map, pixel(), options.Training.PixelMicrons), value ? 1 : 0, distance());
                };
            }
        );
    }

    /// <summary>What is asked of the columns of a classifier's frames.</summary>
    public static IEnumerable<NeededColumn> Needed(FocusClassifierTrainer.Options options) =>
        [
            LabelColumn.Needed(options.LabelColumnName),
            FrameColumn.Needed(options.FrameColumnName),
            IntensityColumn.Needed(options.IntensityColumnName),
            PixelColumn.Needed(options.PixelMicronsColumnName),
            WellColumn.Needed(options.GroupColumnName),
            .. Defocus(options) is { } defocus ? [defocus] : Array.Empty<NeededColumn>(),
        ];

    /// <summary>What is asked of the columns of a restorer's pairs.</summary>
    public static IEnumerable<NeededColumn> Needed(RestorerTrainer.Options options) =>
        [
            .. ConditionalRestoreEstimator.Needed(options.Restore),
            FrameColumn.Needed(options.ReferenceColumnName),
            WellColumn.Needed(options.GroupColumnName),
        ];

    /// <summary>Where the second head's truth comes from; null for networks without that head.</summary>
    private static NeededColumn? Defocus(FocusClassifierTrainer.Options options)
    {
        if (!options.Training.Network.EstimatesDefocus)
        {
            return options.DefocusColumnName is null
                ? null
                : throw new ArgumentException(
                    $"DefocusColumnName is '{options.DefocusColumnName}', but the network does not estimate defocus. Set EstimatesDefocus of its options."
                );
        }
        return NeededColumn.Scalar(
            options.DefocusColumnName ?? LoadedColumns.TrueDefocusMicrons,
            NumberDataViewType.Single,
            "; a distance from focus is a Single, µm."
        ) with
        {
            WayOn =
                " The network estimates defocus, and needs the true distances from focus, µm: load a manifest with defocus_um for "
                + "every frame or a stack, set DefocusColumnName, or train a network without EstimatesDefocus.",
        };
    }

    private static Func<float> Number(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<float>(column);
        var value = float.NaN;
        return () =>
        {
            getter(ref value);
            return value;
        };
    }

    /// <param name="environment">The context.</param>
    /// <param name="input">The rows.</param>
    /// <param name="referenceColumn">In-focus frames of the same instants.</param>
    /// <param name="groupColumn">The wells; null: as told by <c>Sequence</c>.</param>
    /// <param name="restore">Columns of the frames.</param>
    /// <param name="wantedMicrons">Pixel size that frames of known, other pixel size are resampled to; null for none.</param>
    /// <param name="withNeighbours">Whether each pair has the nearest frames that the decision column calls in focus.</param>
    public static IReadOnlyList<(RestorerPair Item, string Group)> Pairs(
        IHostEnvironment environment,
        IDataView input,
        string referenceColumn,
        string? groupColumn,
        ConditionalRestoreEstimator.Options restore,
        double? wantedMicrons,
        bool withNeighbours
    )
    {
        var references = FrameColumn.Find(input.Schema, referenceColumn);
        // The decision is asked for now, not when the network is trained and put to use.
        var instants = new InstantColumns(input.Schema, restore.DecisionColumnName);
        var pixels = PixelColumn.Find(input.Schema, restore.PixelMicronsColumnName);
        IEnumerable<DataViewSchema.Column> others = [.. references.Inputs, .. pixels.Inputs, .. withNeighbours ? instants.Inputs : []];
        var rows = Read<(RestorerPair Pair, Instant Instant)>(
            environment,
            input,
            restore.FrameColumnName,
            restore.IntensityColumnName,
            groupColumn,
            others,
            (cursor, frame) =>
            {
                var reference = references.Reader(cursor);
                var pixel = pixels.Reader(cursor);
                var instant = withNeighbours ? instants.Reader(cursor) : () => default;
                return () =>
                {
                    (var source, var map) = frame();
                    var microns = pixel();
                    return (
                        new RestorerPair(Unit(source, map, microns, wantedMicrons), Unit(reference(), map, microns, wantedMicrons)),
                        instant()
                    );
                };
            }
        );
        if (!withNeighbours)
            return [.. rows.Select(row => (row.Item.Pair, row.Group))];
        Instant[] inTime = [.. rows.Select(row => row.Item.Instant)];
        return [.. rows.Select((row, i) => (row.Item.Pair with { Before = Nearest(i, -1), After = Nearest(i, 1) }, row.Group))];

        // Rows of one truth are focal planes of one instant: the plane in focus would give the truth away.
        NeighbourImage? Nearest(int row, int step) =>
            Instant.Nearest(inTime, row, step, restore.NeighbourDistance, out var distance) is >= 0 and var found
            && !rows[found].Item.Pair.Truth.Bytes.SequenceEqual(rows[row].Item.Pair.Truth.Bytes)
                ? new(rows[found].Item.Pair.Blurred, distance)
                : null;
    }

    public static IReadOnlyList<(SegmenterExample Item, string Group)> Masked(
        IHostEnvironment environment,
        IDataView input,
        SegmenterTrainer.Options options
    )
    {
        var masks = MaskColumn.Find(input.Schema, options.MaskColumnName);
        var pixels = PixelColumn.Find(input.Schema, options.PixelMicronsColumnName);
        return Read<SegmenterExample>(
            environment,
            input,
            options.FrameColumnName,
            options.IntensityColumnName,
            options.GroupColumnName,
            [.. masks.Inputs, .. pixels.Inputs],
            (cursor, frame) =>
            {
                var mask = masks.Reader(cursor);
                var pixel = pixels.Reader(cursor);
                return () =>
                {
                    (var source, var map) = frame();
                    var image = Unit(source, map, pixel(), options.Training.PixelMicrons);
                    return new SegmenterExample(image, mask(source, image.Height, image.Width));
                };
            }
        );
    }

    /// <summary>What is asked of the columns of a segmenter's frames.</summary>
    public static IEnumerable<NeededColumn> Needed(SegmenterTrainer.Options options) =>
        [
            MaskColumn.Needed(options.MaskColumnName),
            FrameColumn.Needed(options.FrameColumnName),
            IntensityColumn.Needed(options.IntensityColumnName),
            PixelColumn.Needed(options.PixelMicronsColumnName),
            WellColumn.Needed(options.GroupColumnName),
        ];

    private static List<(T Item, string Group)> Read<T>(
        IHostEnvironment environment,
        IDataView input,
        string frameColumn,
        string? intensityColumn,
        string? groupColumn,
        IEnumerable<DataViewSchema.Column> others,
        Func<DataViewRowCursor, Func<(NamedFrame, IntensityMap)>, Func<T>> reader
    )
    {
        var frames = FrameColumn.Find(input.Schema, frameColumn, environment);
        var intensity = IntensityColumn.Find(input.Schema, intensityColumn, frameColumn);
        var wells = WellColumn.Find(input.Schema, groupColumn);

        var problems = new ProblemColumn(input.Schema);
        using var cursor = input.GetRowCursor([
            .. frames.Inputs,
            .. intensity.Inputs,
            .. problems.Inputs,
            .. wells.Inputs,
            .. others,
            .. FrameNames.Columns(input.Schema),
        ]);
        var problem = problems.Reader(cursor);
        var frame = frames.Reader(cursor);
        var map = intensity.Reader(cursor);
        var groupOf = wells.Reader(cursor);
        var read = reader(cursor, () => frame() is var source ? (source, map(source)) : default);

        var rows = new List<(T, string)>();
        while (cursor.MoveNext())
        {
            if (problem().Length == 0)
                rows.Add((read(), groupOf()));
        }
        return rows;
    }

    private static UnitImage Unit(NamedFrame frame, IntensityMap map, float pixelMicrons, double? wanted)
    {
        (var unit, var height, var width) = NetworkUnits.Of(frame, map, pixelMicrons, wanted);
        return new(unit, height, width);
    }
}
