using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Rows;

internal static class Getters
{
    /// <summary>The getter, or an error that names the column and both types.</summary>
    public static ValueGetter<TValue> Typed<TValue>(DataViewSchema.Column column, Delegate getter) =>
        getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"Column '{column.Name}' holds {column.Type}; it cannot be read as {typeof(TValue)}.");

    public static ValueGetter<T> Scalar<T>(Func<T> current) => (ref T value) => value = current();

    /// <summary>A dense vector, copied into the caller's buffer.</summary>
    public static ValueGetter<VBuffer<float>> Vector(Func<float[]> current) =>
        (ref VBuffer<float> value) =>
        {
            var source = current();
            var editor = VBufferEditor.Create(ref value, source.Length);
            source.CopyTo(editor.Values);
            value = editor.Commit();
        };
}
