using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Texture;

/// <summary>
/// What an image looks like, whatever it shows: statistics of its bands of spatial frequency, an octave each, and of what
/// neighbouring bands have in common.
/// </summary>
/// <remarks>
/// <para>The bands are those of a Laplacian pyramid (Burt and Adelson, 1983): what a binomial filter of five pixels takes away, of the
/// image, of its half, of its quarter and so on. Of each: the logarithm of its root mean square, kurtosis and skewness (grain and thin
/// bright or dark lines against soft shapes); of neighbouring ones the correlation of their values and of their magnitudes (edges and
/// rings stand at the same places in several; after Portilla and Simoncelli, 2000). Of the middle three also whether gradients
/// have one direction, and whether they keep to the axes, as walls do.</para>
/// <para>All but the mean and the magnitudes are independent of brightness and contrast. They depend on the pixel size.</para>
/// </remarks>
public static class BandStatistics
{
    /// <summary>Number of bands.</summary>
    public const int Bands = 5;

    /// <summary>Least side of an image, pixels: two are left at the coarsest band.</summary>
    public const int LeastSide = 32;

    // Of unit intensities, which run from −1 to +1: smaller contrast is none.
    private const double LeastContrast = 1e-4;

    private static readonly double[] s_binomial = [1.0 / 16, 4.0 / 16, 6.0 / 16, 4.0 / 16, 1.0 / 16];

    /// <summary>What the statistics are, in their order; band 1 is the finest.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["Mean", "Contrast", .. Enumerable.Range(1, Bands).SelectMany(NamesOf), "ContrastBeyond"];

    /// <summary>Measures an image.</summary>
    /// <param name="image">Unit intensities (−1 to +1), row-major, axes [height, width], finite.</param>
    /// <param name="height">Rows, at least <see cref="LeastSide"/>.</param>
    /// <param name="width">Columns, at least <see cref="LeastSide"/>.</param>
    /// <returns>Finite numbers, in the order of <see cref="Names"/>; logarithms are natural.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is too small.</exception>
    /// <exception cref="ArgumentException">The image's length is not height × width.</exception>
    public static float[] Of(ReadOnlySpan<float> image, int height, int width)
    {
        ImageSize.Check(image, height, width, LeastSide);
        var level = new Plane(image.ToDoubles(), height, width);
        List<double> statistics = [level.Mean, LogOfContrast(level)];
        Plane? finer = null;
        for (var band = 1; band <= Bands; band++)
        {
            var smooth = level.Filtered(s_binomial);
            var detail = level.Minus(smooth);
            statistics.AddRange(OfBand(detail));
            if (finer is not null)
                statistics.AddRange([
                    Plane.Correlation(finer.Magnitudes().Half(), detail.Magnitudes()),
                    Plane.Correlation(finer.Half(), detail),
                ]);
            if (HasDirections(band))
                statistics.AddRange(level.Directions());
            (finer, level) = (detail, smooth.Half());
        }
        statistics.Add(LogOfContrast(level));
        return [.. statistics.Select(s => (float)s)];
    }

    private static bool HasDirections(int band) => band is > 1 and < Bands;

    private static IEnumerable<string> NamesOf(int band) =>
        [
            $"Energy{band}",
            $"Kurtosis{band}",
            $"Skewness{band}",
            .. band > 1 ? new[] { $"MagnitudeCorrelation{band}", $"Correlation{band}" } : [],
            .. HasDirections(band) ? new[] { $"Direction{band}", $"AxisShare{band}" } : [],
        ];

    private static double[] OfBand(Plane band)
    {
        var deviation = Math.Sqrt(band.Moment(2)) + LeastContrast;
        return
        [
            Math.Log(deviation),
            Math.Log(band.Moment(4) / Math.Pow(deviation, 4) + 0.5),
            // Bounded, as a single speck can make it large.
            Math.Tanh(band.Moment(3) / Math.Pow(deviation, 3) / 2),
        ];
    }

    private static double LogOfContrast(Plane plane) => Math.Log(Math.Sqrt(Math.Max(0, plane.Variance)) + 10 * LeastContrast);
}
