using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Transforms.Evaluation;

/// <summary>Ways in which a restored frame is worse than its input, or no better than what restores nothing.</summary>
[Flags]
public enum RestorationHarm
{
    /// <summary>It is better in every way.</summary>
    None = 0,

    /// <summary>Its root mean square error against the truth is larger than that of the frame as recorded.</summary>
    Error = 1,

    /// <summary>Its error is larger than that of the frame as recorded at half its contrast.</summary>
    HalfContrast = 2,

    /// <summary>
    /// Its error is larger than that of the frame as recorded after the best Gaussian of half a pixel to two, chosen in view of the truth.
    /// </summary>
    SmallGaussian = 4,

    /// <summary>It correlates less with the truth at the truth's edges (<see cref="EdgeCorrelation"/>).</summary>
    Edges = 8,

    /// <summary>Its fine structure correlates less with the truth's (<see cref="Imaging.Metrics.FineStructure"/>).</summary>
    FineStructure = 16,
}

/// <summary>Finds harm where the truth is known.</summary>
internal static class RestorationHarms
{
    private const double Half = 0.5;

    // Correlations that differ by less are equal: so little comes of rounding and of the noise of one pixel.
    private const double Tolerance = 1e-3;

    /// <param name="truth">Counts of the frame in focus, row-major.</param>
    /// <param name="recorded">Counts of the frame as recorded.</param>
    /// <param name="restored">Counts of the restored frame.</param>
    /// <param name="height">Rows of all three.</param>
    /// <param name="width">Columns of all three.</param>
    public static RestorationHarm Of(float[] truth, float[] recorded, float[] restored, int height, int width)
    {
        var error = ImageMetrics.MeanSquaredError(truth, restored);
        var edges = EdgeCorrelation.Region(truth, height, width);
        return Where(RestorationHarm.Error, error > ImageMetrics.MeanSquaredError(truth, recorded))
            | Where(RestorationHarm.HalfContrast, error > ImageMetrics.MeanSquaredError(truth, TrivialRestorations.Faded(recorded, Half)))
            | Where(RestorationHarm.SmallGaussian, error > TrivialRestorations.LeastErrorOfSmallGaussians(truth, recorded, height, width))
            | Where(RestorationHarm.Edges, Loses(EdgeCorrelation.Pcc(truth, recorded, edges), EdgeCorrelation.Pcc(truth, restored, edges)))
            | Where(
                RestorationHarm.FineStructure,
                Loses(FineStructure.Pcc(truth, recorded, height, width), FineStructure.Pcc(truth, restored, height, width))
            );
    }

    private static RestorationHarm Where(RestorationHarm harm, bool holds) => holds ? harm : RestorationHarm.None;

    // NaN, where there is no structure, loses nothing.
    private static bool Loses(double before, double after) => after < before - Tolerance;
}
