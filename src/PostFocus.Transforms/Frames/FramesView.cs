using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Frames;

/// <summary>
/// Frames in files as rows. A file is read when a getter asks for its pixels; a sequence's intensity map is fitted when
/// the first of its rows asks for it, and kept.
/// </summary>
internal sealed class FramesView : IDataView
{
    private readonly IReadOnlyList<FrameRow> _rows;
    private readonly IReadOnlyList<SourceColumn> _columns;
    private readonly int _height, _width;
    private readonly ConcurrentDictionary<string, Lazy<IntensityMap>> _maps = new();
    private readonly ILookup<string, FrameLocation> _locations;

    public FramesView(IReadOnlyList<FrameRow> rows, int height, int width)
    {
        (_rows, _height, _width) = (rows, height, width);
        _locations = rows.ToLookup(r => r.Sequence, r => r.Location);
        _columns = [.. Columns()];
        var builder = new DataViewSchema.Builder();
        foreach (SourceColumn column in _columns)
            builder.AddColumn(column.Name, column.Type);
        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => true;

    public long? GetRowCount() => _rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        int[] order = [.. Enumerable.Range(0, _rows.Count)];
        rand?.Shuffle(order);
        return new Cursor(this, [.. columnsNeeded.Select(c => c.Index)], order);
    }

    public DataViewRowCursor[] GetRowCursorSet(
        IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private IEnumerable<SourceColumn> Columns()
    {
        var frame = new VectorDataViewType(NumberDataViewType.Single, _height, _width);
        yield return new(LoadedColumns.Path, TextDataViewType.Instance,
            row => Getters.Scalar(() => row().Location.Path.AsMemory()));
        yield return new(LoadedColumns.Sequence, TextDataViewType.Instance,
            row => Getters.Scalar(() => row().Sequence.AsMemory()));
        yield return new(LoadedColumns.FrameIndex, NumberDataViewType.Int32,
            row => Getters.Scalar(() => row().FrameIndex));
        yield return new(LoadedColumns.Frame, frame, row => Getters.Vector(() => Read(row().Location, row().Window)));
        yield return new(LoadedColumns.Intensity, new VectorDataViewType(NumberDataViewType.Single, 2),
            row => Getters.Vector(() => Map(row().Sequence) is var map ? [(float)map.Black, (float)map.White] : []));
        if (_rows.All(r => r.OutOfFocus is not null))
        {
            yield return new(LoadedColumns.Label, BooleanDataViewType.Instance,
                row => Getters.Scalar(() => row().OutOfFocus!.Value));
        }
        if (_rows.All(r => r.Reference is not null))
        {
            yield return new(LoadedColumns.Reference, frame,
                row => Getters.Vector(() => Read(row().Reference!, row().ReferenceWindow)));
        }
        if (_rows.All(r => r.DefocusMicrons is not null))
        {
            yield return new(LoadedColumns.DefocusMicrons, NumberDataViewType.Single,
                row => Getters.Scalar(() => (float)row().DefocusMicrons!.Value));
        }
    }

    private float[] Read(FrameLocation location, FrameWindow? window)
    {
        Frame frame = FrameFile.Read(location.Path, location.Page);
        if (window is { } part)
            frame = part.Cut(frame);
        if (frame.Height != _height || frame.Width != _width)
        {
            throw new FrameFormatException(location.Path, location.Page,
                $"the frame is {frame.Height} x {frame.Width} pixels where the others are {_height} x {_width} " +
                "(height x width). Load sequences of different sizes one by one");
        }
        return frame.Counts;
    }

    private IntensityMap Map(string sequence) => _maps.GetOrAdd(sequence, key => new(() =>
        IntensityMap.Fit(_locations[key].Select(l => FrameFile.Read(l.Path, l.Page))))).Value;

    private sealed record SourceColumn(string Name, DataViewType Type, Func<Func<FrameRow>, Delegate> Getter);

    private sealed class Cursor(FramesView view, HashSet<int> active, int[] order) : DataViewRowCursor
    {
        private int _at = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _at;

        public override long Batch => 0;

        private FrameRow Row() => _at >= 0 && _at < order.Length
            ? view._rows[order[_at]]
            : throw new InvalidOperationException("The cursor is not on a row: call MoveNext first.");

        public override bool MoveNext() => ++_at < order.Length;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            Getters.Scalar(() => new DataViewRowId((ulong)order[_at], 0));

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw new InvalidOperationException($"Column '{column.Name}' was not asked for when the cursor was made.");
            return Getters.Typed<TValue>(column, view._columns[column.Index].Getter(Row));
        }
    }
}

/// <summary>One row of a <see cref="FramesView"/>.</summary>
internal sealed record FrameRow(
    FrameLocation Location, string Sequence, int FrameIndex,
    bool? OutOfFocus = null, FrameLocation? Reference = null, double? DefocusMicrons = null,
    FrameWindow? Window = null, FrameWindow? ReferenceWindow = null);
