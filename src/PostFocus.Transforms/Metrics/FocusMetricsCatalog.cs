using PostFocus.Transforms.Metrics;
using PostFocus.Transforms.MicrosoftML;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Metrics of frames in the catalogs of an <see cref="MLContext"/>.</summary>
public static class FocusMetricsCatalog
{
    /// <summary>Measures frames: Tenengrad, and with a reference PSNR and Pearson correlation.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// IDataView measured = context.Transforms.FocusMetrics("", "Frame", "Reference").Fit(planes).Transform(planes);
    /// foreach ((float sharpness, float psnr) in measured.GetColumn<float>("Tenengrad").Zip(measured.GetColumn<float>("Psnr")))
    ///     Console.WriteLine($"Tenengrad {sharpness:F3}, {psnr:F1} dB");
    /// ]]></code>
    /// </example>
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
