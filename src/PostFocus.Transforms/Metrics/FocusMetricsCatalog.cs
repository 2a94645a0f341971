using PostFocus.Transforms.Metrics;
using PostFocus.Transforms.MicrosoftML;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Metrics of frames in the catalogs of an <see cref="MLContext"/>.</summary>
public static class FocusMetricsCatalog
{
    /// <summary>Measures frames: Tenengrad, and with a reference PSNR and Pearson correlation.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputPrefix">What the names of the output columns begin with.</param>
    /// <param name="inputColumnName">Frames or MLImages.</param>
    /// <param name="referenceColumnName">In-focus frames of the same instants; null: none.</param>
    public static FocusMetricsEstimator FocusMetrics(
        this TransformsCatalog catalog,
        string outputPrefix = "",
        string inputColumnName = "Restored",
        string? referenceColumnName = null
    )
    {
        ArgumentNullException.ThrowIfNull(outputPrefix);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        return catalog.FocusMetrics(
            new FocusMetricsEstimator.Options
            {
                OutputPrefix = outputPrefix,
                FrameColumnName = inputColumnName,
                ReferenceColumnName = referenceColumnName,
            }
        );
    }

    /// <summary>Measures frames: Tenengrad, and with a reference PSNR and Pearson correlation.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Columns.</param>
    public static FocusMetricsEstimator FocusMetrics(this TransformsCatalog catalog, FocusMetricsEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), options);
    }
}
