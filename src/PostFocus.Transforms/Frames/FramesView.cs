using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Pairs;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Frames;

/// <summary>
/// Frames in files as rows. A file is read when a getter asks for its pixels; a sequence's intensity maps are fitted when
/// the first of its rows asks for one, and kept.
/// </summary>
internal sealed class FramesView : IDataView
{
    private readonly IHostEnvironment _environment;
    private readonly IReadOnlyList<FrameRow> _rows;
    private readonly IReadOnlyList<SourceColumn> _columns;
    private readonly int _height,
        _width;
    private readonly double? _cameraOffset;
    private readonly SequenceMaps? _known;
    private readonly ConcurrentDictionary<string, Lazy<SequenceMaps>> _maps = new();
    private readonly int[] _places;
    private readonly ILookup<string, FrameLocation> _locations;

    /// <param name="environment">Its host.</param>
    /// <param name="rows">The frames.</param>
    /// <param name="height">Rows of each.</param>
    /// <param name="width">Columns of each.</param>
    /// <param name="cameraOffset">Counts of the camera without light, or null.</param>
    /// <param name="maps">The intensity maps of the only sequence; null: they are fitted.</param>
    public FramesView(
        IHostEnvironment environment,
        IReadOnlyList<FrameRow> rows,
        int height,
        int width,
        double? cameraOffset = null,
        SequenceMaps? maps = null
    )
    {
        (_environment, _rows, _height, _width, _cameraOffset, _known) = (environment, rows, height, width, cameraOffset, maps);
        _locations = rows.ToLookup(r => r.Sequence, r => r.Location);
        var counts = new Dictionary<string, int>();
        _places = [.. rows.Select(r => counts[r.Sequence] = counts.GetValueOrDefault(r.Sequence, -1) + 1)];
        _columns = [.. Columns()];
        var builder = new DataViewSchema.Builder();
        foreach (var column in _columns)
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

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private IEnumerable<SourceColumn> Columns()
    {
        var frame = new VectorDataViewType(NumberDataViewType.Single, _height, _width);
        yield return new(
            LoadedColumns.Path,
            TextDataViewType.Instance,
            current => Getters.Scalar(() => current.Row.Location.Path.AsMemory())
        );
        yield return new(
            LoadedColumns.Sequence,
            TextDataViewType.Instance,
            current => Getters.Scalar(() => current.Row.Sequence.AsMemory())
        );
        yield return new(LoadedColumns.FrameIndex, NumberDataViewType.Int32, current => Getters.Scalar(() => current.Row.FrameIndex));
        yield return new(LoadedColumns.Frame, frame, current => Getters.Vector(() => current.ReadFrame()));
        yield return new(
            LoadedColumns.Intensity,
            new VectorDataViewType(NumberDataViewType.Single, 2),
            current => Getters.Vector(() => Map(current.RowIndex) is var map ? [(float)map.Black, (float)map.White] : [])
        );
        yield return new(
            LoadedColumns.PixelMicrons,
            NumberDataViewType.Single,
            current => Getters.Scalar(() => (float)(current.Row.PixelMicrons ?? double.NaN))
        );
        if (_rows.All(r => r.OutOfFocus is not null))
        {
            yield return new(
                LoadedColumns.Label,
                BooleanDataViewType.Instance,
                current => Getters.Scalar(() => current.Row.OutOfFocus!.Value)
            );
        }
        if (_rows.All(r => r.Reference is not null))
            yield return new(LoadedColumns.Reference, frame, current => Getters.Vector(() => current.ReadReference()));
        if (_rows.All(r => r.DefocusMicrons is not null))
        {
            yield return new(
                LoadedColumns.TrueDefocusMicrons,
                NumberDataViewType.Single,
                current => Getters.Scalar(() => (float)current.Row.DefocusMicrons!.Value)
            );
        }
        if (_rows.All(r => r.Mask is not null))
            yield return new(LoadedColumns.Mask, frame, current => Getters.Vector(() => current.ReadMask()));
    }

    private float[] Read(FrameReader reader, FrameLocation location, FrameWindow? window)
    {
        _environment.ThrowIfCancelled();
        var frame = reader.Read(location);
        if (window is { } part)
            frame = part.Cut(frame);
        if (frame.Height != _height || frame.Width != _width)
        {
            throw new FrameFormatException(
                location.Path,
                location.Page,
                $"the frame is {frame.Height} × {frame.Width} pixels where the others are {_height} × {_width} "
                    + "(height × width). Load sequences of different sizes one by one"
            );
        }
        return frame.Counts;
    }

    private IntensityMap Map(int row) =>
        _maps.GetOrAdd(_rows[row].Sequence, key => new(() => _known ?? Fit(key, _locations[key]))).Value[_places[row]];

    /// <summary>Fitted when the first of a sequence's rows asks.</summary>
    private SequenceMaps Fit(string sequence, IEnumerable<FrameLocation> frames) =>
        new(sequence, SequenceScan.Read(new FrameSequence("frames", [.. frames]), _cameraOffset, _environment.ThrowIfCancelled));

    private sealed record SourceColumn(string Name, DataViewType Type, Func<Cursor, Delegate> Getter);

    private sealed class Cursor(FramesView view, HashSet<int> active, int[] order) : DataViewRowCursor
    {
        // Each cursor has its own, as cursors may run on several threads; and three, as a frame, its reference and its mask may lie in as
        // many stacks.
        private readonly FrameReader _frames = new(),
            _references = new(),
            _masks = new();
        private int _at = -1;
        private (int Row, float[] Counts)? _frame; // the last one: a transformer reads it, and so do those that want it behind it

        public override DataViewSchema Schema => view.Schema;

        public override long Position => _at;

        public override long Batch => 0;

        public FrameRow Row => view._rows[RowIndex];

        public int RowIndex => _at >= 0 && _at < order.Length ? order[_at] : throw CursorErrors.NotOnARow();

        public float[] ReadFrame()
        {
            if (_frame?.Row != RowIndex)
                _frame = (RowIndex, view.Read(_frames, Row.Location, Row.Window));
            return _frame.Value.Counts;
        }

        public float[] ReadReference() => view.Read(_references, Row.Reference!, Row.ReferenceWindow);

        public float[] ReadMask() => view.Read(_masks, Row.Mask!, window: null);

        public override bool MoveNext() => ++_at < order.Length;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => Getters.Scalar(() => new DataViewRowId((ulong)order[_at], 0));

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
                throw CursorErrors.NotAskedFor(column);
            return Getters.Typed<TValue>(column, view._columns[column.Index].Getter(this));
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _frames.Dispose();
                _references.Dispose();
                _masks.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
