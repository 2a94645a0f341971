namespace PostFocus.Benchmarks.EmptyWells;

/// <summary>What lies near the pixels of an image, [height, width].</summary>
internal static class Surroundings
{
    /// <summary>The pixels that are at most so many rows and columns from a marked one.</summary>
    public static bool[] Within(bool[] marked, int height, int width, int pixels) =>
        [.. Mean([.. marked.Select(m => m ? 1.0 : 0)], height, width, pixels).Select(share => share > 0)];

    /// <summary>The mean of the pixels that are at most so many rows and columns away, itself among them.</summary>
    public static double[] Mean(double[] image, int height, int width, int pixels)
    {
        return Along(Along(image, length: width, step: 1), length: height, step: width);

        // Rows, then columns: the mean over a rectangle is that of the means of its rows.
        double[] Along(double[] values, int length, int step)
        {
            var means = new double[values.Length];
            for (var i = 0; i < values.Length; i++)
            {
                int at = i / step % length,
                    first = Math.Max(0, at - pixels),
                    last = Math.Min(length - 1, at + pixels);
                double sum = 0;
                for (var k = first; k <= last; k++)
                    sum += values[i + (k - at) * step];
                means[i] = sum / (last - first + 1);
            }
            return means;
        }
    }

    /// <summary>The median of the pixels that are at most so many rows and columns away, itself among them.</summary>
    public static double[] Median(double[] image, int height, int width, int pixels)
    {
        var medians = new double[image.Length];
        Span<double> window = stackalloc double[(2 * pixels + 1) * (2 * pixels + 1)];
        for (var i = 0; i < image.Length; i++)
        {
            int count = 0,
                left = Math.Max(0, i % width - pixels),
                right = Math.Min(width - 1, i % width + pixels);
            for (var y = Math.Max(0, i / width - pixels); y <= Math.Min(height - 1, i / width + pixels); y++)
            for (var x = left; x <= right; x++)
                window[count++] = image[y * width + x];
            window[..count].Sort();
            medians[i] = window[count / 2];
        }
        return medians;
    }
}
