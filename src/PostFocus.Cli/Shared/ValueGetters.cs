using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Cli.Shared;

/// <summary>What a column holds in the row where its cursor stands.</summary>
internal static class ValueGetters
{
    public static T Value<T>(this ValueGetter<T> getter)
    {
        T value = default!;
        getter(ref value);
        return value;
    }

    /// <summary>A copy of all values of a vector.</summary>
    public static float[] Values(this ValueGetter<VBuffer<float>> getter) => [.. getter.Value().DenseValues()];
}
