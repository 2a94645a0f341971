using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Texture;

/// <summary>An image in double precision, row-major.</summary>
internal sealed class Plane(double[] values, int height, int width)
{
    private const double Nothing = 1e-9;

    public double Mean => Moment(1);

    public double Variance => Moment(2) - Mean * Mean;

    /// <summary>Mean of a power of the values, 1 to 4.</summary>
    public double Moment(int power)
    {
        double sum = 0;
        foreach (var v in values)
            sum += power switch
            {
                1 => v,
                2 => v * v,
                3 => v * v * v,
                _ => v * v * (v * v),
            };
        return sum / values.Length;
    }

    public Plane Filtered(double[] kernel) => new(SeparableFilter.Apply(values, height, width, kernel, Border.Mirrored), height, width);

    public Plane Minus(Plane other) => Map(i => values[i] - other.At(i));

    public Plane Magnitudes() => Map(i => Math.Abs(values[i]));

    /// <summary>Means of two by two pixels; an odd last row or column is left out.</summary>
    public Plane Half()
    {
        int h = height / 2,
            w = width / 2;
        var half = new double[h * w];
        for (var y = 0; y < h; y++)
        for (var x = 0; x < w; x++)
        {
            var at = 2 * y * width + 2 * x;
            half[y * w + x] = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
        }
        return new(half, h, w);
    }

    /// <summary>Pearson's correlation of planes of one size; 0 where one of them is even.</summary>
    public static double Correlation(Plane a, Plane b)
    {
        double meanA = a.Mean,
            meanB = b.Mean,
            product = 0;
        for (var i = 0; i < a.Count; i++)
            product += (a.At(i) - meanA) * (b.At(i) - meanB);
        return product / a.Count / (Math.Sqrt(Math.Max(0, a.Variance * b.Variance)) + Nothing);
    }

    /// <summary>
    /// How far the gradients have one direction, 0 to 1, and the logarithm of how far they keep to the axes rather than the diagonals.
    /// </summary>
    public double[] Directions()
    {
        double across = 0,
            down = 0,
            both = 0,
            axes = 0,
            diagonals = 0;
        for (var y = 0; y + 1 < height; y++)
        for (var x = 0; x + 1 < width; x++)
        {
            var at = y * width + x;
            double gx = values[at + 1] - values[at],
                gy = values[at + width] - values[at],
                xx = gx * gx,
                yy = gy * gy,
                xy = gx * gy;
            across += xx;
            down += yy;
            both += xy;
            axes += (xx - yy) * (xx - yy);
            diagonals += 4 * xy * xy;
        }
        var count = (height - 1) * (width - 1);
        return
        [
            Math.Sqrt((across - down) * (across - down) + 4 * both * both) / (across + down + Nothing * count),
            Math.Log((axes / count + Nothing) / (diagonals / count + Nothing)),
        ];
    }

    private int Count => values.Length;

    private double At(int i) => values[i];

    private Plane Map(Func<int, double> value)
    {
        var mapped = new double[values.Length];
        for (var i = 0; i < mapped.Length; i++)
            mapped[i] = value(i);
        return new(mapped, height, width);
    }
}
