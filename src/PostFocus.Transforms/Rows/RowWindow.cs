using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace PostFocus.Transforms.Rows;

/// <summary>How many rows are held at a time: as many as are worth computing together, fewer where they would fill the memory.</summary>
internal static class RowWindow
{
    private const long MostBytes = 32L << 20;

    /// <param name="lookAhead">Rows that are worth computing together.</param>
    /// <param name="held">What is held of each row.</param>
    public static int Rows(int lookAhead, IEnumerable<DataViewType> held) =>
        (int)Math.Clamp(MostBytes / Math.Max(1, held.Sum(Bytes)), 1, lookAhead);

    /// <summary>Of a value; images alone count, whose values take four bytes each. 0 where their size is not known.</summary>
    private static long Bytes(DataViewType type) =>
        type switch
        {
            VectorDataViewType vector => 4L * vector.Size,
            ImageDataViewType image => 4L * image.Height * image.Width,
            _ => 0,
        };
}
