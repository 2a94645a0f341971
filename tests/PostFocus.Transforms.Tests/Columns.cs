using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Tests;

/// <summary>Columns of a data view as arrays.</summary>
internal static class Columns
{
    public static T[] Scalars<T>(this IDataView view, string column) => [.. view.GetColumn<T>(column)];

    /// <summary>The bits of every row's vector.</summary>
    public static string[] Bits(this IDataView view, string column) =>
        [.. view.GetColumn<float[]>(column).Select(v => Convert.ToHexString(MemoryMarshal.AsBytes(v.AsSpan())))];

    public static string[] Texts(this IDataView view, string column) =>
        [.. view.GetColumn<ReadOnlyMemory<char>>(column).Select(t => t.ToString())];
}
