using PostFocus.Imaging;
using PostFocus.Imaging.Filters;

namespace PostFocus.Benchmarks.Segmentation;

/// <summary>
/// What one would try first: cells are where the local standard deviation is above Otsu's threshold, joined pixels are one cell, and holes
/// are filled. What is longer than a cell, as walls are, is left out first, and the threshold found anew without it; what is smaller than a
/// cell is left out at last.
/// </summary>
internal static class VarianceSegmentation
{
    private const double Sigma = 2,
        Truncate = 3;
    private const int Bins = 256,
        LeastArea = 40, // pixels of 0.65 µm
        MostExtent = 60;

    public static Frame Of(Frame frame)
    {
        var (height, width) = (frame.Height, frame.Width);
        double[] counts = [.. frame.Counts.Select(c => (double)c)];
        double[] means = Blurred(counts),
            squares = Blurred([.. counts.Select(c => c * c)]);
        double[] deviations = [.. squares.Zip(means, (square, mean) => Math.Sqrt(Math.Max(0, square - mean * mean)))];
        var walls = new bool[counts.Length];
        foreach (var component in Components(Above(deviations, walls), height, width).Where(c => Extent(c, width) > MostExtent))
            component.ForEach(at => walls[at] = true);
        var isCell = Above(deviations, walls);
        var labels = new float[counts.Length];
        foreach (
            var (index, cell) in Components(Filled(isCell, height, width), height, width)
                .Where(c => c.Count >= LeastArea && Extent(c, width) <= MostExtent)
                .Index()
        )
            cell.ForEach(at => labels[at] = index + 1);
        return new(height, width, labels, PixelType.UInt16);

        double[] Blurred(double[] image) => GaussianBlur.Apply(image, height, width, Sigma, Truncate, Border.Mirrored);
    }

    /// <summary>Where values lie above the threshold between two classes that differ most (Otsu 1979), those left out apart.</summary>
    private static bool[] Above(double[] values, bool[] leftOut)
    {
        double[] counted = [.. values.Where((_, at) => !leftOut[at])];
        if (counted.Length == 0)
            return new bool[values.Length];
        double least = counted.Min(),
            step = Math.Max(1e-12, (counted.Max() - least) / Bins);
        var histogram = new int[Bins];
        foreach (var value in counted)
            histogram[Math.Min(Bins - 1, (int)((value - least) / step))]++;
        var sum = histogram.Index().Sum(bin => (double)bin.Index * bin.Item);
        var (best, threshold, below, sumBelow) = (-1.0, 0, 0.0, 0.0);
        for (var bin = 0; bin < Bins - 1; bin++)
        {
            below += histogram[bin];
            sumBelow += (double)bin * histogram[bin];
            var above = counted.Length - below;
            if (below == 0 || above == 0)
                continue;
            var apart = sumBelow / below - (sum - sumBelow) / above;
            if (below * above * apart * apart > best)
                (best, threshold) = (below * above * apart * apart, bin);
        }
        return [.. values.Select((value, at) => !leftOut[at] && value > least + (threshold + 1) * step)];
    }

    /// <summary>With what cannot be reached from the border.</summary>
    private static bool[] Filled(bool[] pixels, int height, int width)
    {
        var outside = new bool[pixels.Length];
        var border = Enumerable
            .Range(0, pixels.Length)
            .Where(at => at / width == 0 || at % width == 0 || at / width == height - 1 || at % width == width - 1);
        FloodFill.Into([], border, height, width, outside, at => !pixels[at]);
        return [.. outside.Select(isOutside => !isOutside)];
    }

    private static IEnumerable<List<int>> Components(bool[] pixels, int height, int width)
    {
        var seen = new bool[pixels.Length];
        for (var start = 0; start < pixels.Length; start++)
        {
            List<int> component = [];
            FloodFill.Into(component, [start], height, width, seen, at => pixels[at]);
            if (component.Count > 0)
                yield return component;
        }
    }

    private static int Extent(List<int> pixels, int width) =>
        Math.Max(pixels.Max(at => at % width) - pixels.Min(at => at % width), pixels.Max(at => at / width) - pixels.Min(at => at / width))
        + 1;
}
