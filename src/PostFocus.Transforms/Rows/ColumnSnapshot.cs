using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace PostFocus.Transforms.Rows;

/// <summary>
/// Values of one column for the rows of a look-ahead window, each copied so that it outlives its row. A value that could not be
/// read is told when it is asked for.
/// </summary>
internal abstract class ColumnSnapshot : IDisposable
{
    public abstract void Capture(int slot);

    public abstract Delegate Getter(Func<int> slot);

    /// <summary>Releases the values that own native memory; most own none.</summary>
    public virtual void Dispose() { }

    public static ColumnSnapshot Of(DataViewRow row, DataViewSchema.Column column, int slots)
    {
        var kind = column.Type switch
        {
            VectorDataViewType vector => typeof(VectorSnapshot<>).MakeGenericType(vector.ItemType.RawType),
            ImageDataViewType => typeof(ImageSnapshot),
            _ => typeof(ScalarSnapshot<>).MakeGenericType(column.Type.RawType),
        };
        return (ColumnSnapshot)Activator.CreateInstance(kind, row, column, slots)!;
    }

    private abstract class Snapshot<T>(DataViewRow row, DataViewSchema.Column column, int slots) : ColumnSnapshot
    {
        private readonly ValueGetter<T> _source = row.GetGetter<T>(column);
        private readonly T[] _values = new T[slots];
        private readonly ExceptionDispatchInfo?[] _errors = new ExceptionDispatchInfo?[slots];

        protected IEnumerable<T> Values => _values;

        public override void Capture(int slot) =>
            _errors[slot] = Attempt
                .At(() =>
                {
                    Read(_source, ref _values[slot]);
                    return _values[slot];
                })
                .Error;

        public override Delegate Getter(Func<int> slot) =>
            (ValueGetter<T>)(
                (ref T value) =>
                {
                    var at = slot();
                    _errors[at]?.Throw();
                    Copy(in _values[at], ref value);
                }
            );

        /// <summary>Reads the source into a value that is kept: one that shares memory with the source is copied.</summary>
        protected virtual void Read(ValueGetter<T> source, ref T value) => source(ref value);

        protected abstract void Copy(in T from, ref T to);
    }

    private sealed class ScalarSnapshot<T>(DataViewRow row, DataViewSchema.Column column, int slots) : Snapshot<T>(row, column, slots)
    {
        protected override void Copy(in T from, ref T to) => to = from;
    }

    private sealed class VectorSnapshot<T>(DataViewRow row, DataViewSchema.Column column, int slots)
        : Snapshot<VBuffer<T>>(row, column, slots)
    {
        protected override void Copy(in VBuffer<T> from, ref VBuffer<T> to) => from.CopyTo(ref to);
    }

    /// <summary>
    /// Images own native memory. The source's belongs to the source, or to its caller: it may be disposed of with the next row, or
    /// live on, so the snapshot has a copy of its own, and every consumer gets, and disposes of, another.
    /// </summary>
    private sealed class ImageSnapshot(DataViewRow row, DataViewSchema.Column column, int slots) : Snapshot<MLImage>(row, column, slots)
    {
        protected override void Read(ValueGetter<MLImage> source, ref MLImage value)
        {
            MLImage? image = null;
            source(ref image!);
            Copy(in image, ref value);
        }

        protected override void Copy(in MLImage from, ref MLImage to)
        {
            var old = to;
            if (from is null)
                to = null!;
            else
            {
                to = MLImage.CreateFromPixels(from.Width, from.Height, from.PixelFormat, from.Pixels);
                to.Tag = from.Tag;
            }
            old?.Dispose();
        }

        public override void Dispose()
        {
            foreach (var image in Values)
                image?.Dispose();
            base.Dispose();
        }
    }
}
