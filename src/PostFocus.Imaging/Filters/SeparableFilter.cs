namespace PostFocus.Imaging.Filters;

/// <summary>What lies outside of an image.</summary>
internal enum Border
{
    /// <summary>The image, reflected.</summary>
    Mirrored,

    /// <summary>Nothing: zeros.</summary>
    Zero,
}

/// <summary>Reads or writes a row of an image.</summary>
/// <param name="y">Which.</param>
/// <param name="row">Its pixels.</param>
internal delegate void ImageRow(int y, Span<double> row);

/// <summary>Convolution with a symmetric kernel along both axes, in double precision.</summary>
internal static class SeparableFilter
{
    /// <param name="image">Row-major, axes [height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="kernel">Weights, an odd number.</param>
    /// <param name="border">What lies outside.</param>
    public static double[] Apply(double[] image, int height, int width, double[] kernel, Border border)
    {
        var filtered = new double[image.Length];
        Apply(
            height,
            width,
            kernel,
            border,
            (y, row) => image.AsSpan(y * width, width).CopyTo(row),
            (y, row) => row.CopyTo(filtered.AsSpan(y * width, width))
        );
        return filtered;
    }

    /// <summary>The same, row by row: of a large image no more than the kernel reaches lies in double precision.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="kernel">Weights, an odd number.</param>
    /// <param name="border">What lies outside.</param>
    /// <param name="read">Reads a row, each once and in order.</param>
    /// <param name="write">Takes a filtered row, which does not outlive the call.</param>
    public static void Apply(int height, int width, double[] kernel, Border border, ImageRow read, ImageRow write)
    {
        var reach = kernel.Length / 2;
        var held = new double[kernel.Length][]; // row y in place y mod their number
        // A row with what lies on both sides of it, so that the inner loop has no border.
        var wide = new double[width + 2 * reach];
        var filtered = new double[width];
        var next = 0;
        for (var y = 0; y < height; y++)
        {
            for (; next <= Math.Min(y + reach, height - 1); next++)
                read(next, held[next % held.Length] ??= new double[width]);
            AlongColumns(y);
            AlongRow();
            write(y, filtered);
        }

        void AlongColumns(int y)
        {
            var sum = wide.AsSpan(reach, width);
            sum.Clear();
            for (var i = -reach; i <= reach; i++)
            {
                if (border == Border.Zero && (y + i < 0 || y + i >= height))
                    continue;
                var from = held[Mirror.Inside(y + i, height) % held.Length].AsSpan();
                var weight = kernel[i + reach];
                for (var x = 0; x < sum.Length; x++)
                    sum[x] += weight * from[x];
            }
        }

        void AlongRow()
        {
            for (var i = 0; i < reach; i++)
            {
                wide[i] = border == Border.Mirrored ? wide[reach + Mirror.Inside(i - reach, width)] : 0;
                wide[reach + width + i] = border == Border.Mirrored ? wide[reach + Mirror.Inside(width + i, width)] : 0;
            }
            for (var x = 0; x < width; x++)
            {
                var sum = 0.0;
                for (var i = 0; i < kernel.Length; i++)
                    sum += kernel[i] * wide[x + i];
                filtered[x] = sum;
            }
        }
    }
}
