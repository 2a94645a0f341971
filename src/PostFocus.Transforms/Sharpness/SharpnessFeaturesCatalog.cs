using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Sharpness;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Features of sharpness in the catalogs of an <see cref="MLContext"/>.</summary>
public static class SharpnessFeaturesCatalog
{
    /// <summary>Measures the sharpness of frames as features for ML.NET's own trainers; needs no training.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var pipeline = context.Transforms.SharpnessFeatures("Features", "Frame")
    ///     .Append(context.Transforms.NormalizeMeanVariance("Features"))
    ///     .Append(context.BinaryClassification.Trainers.LbfgsLogisticRegression("Label", "Features"));
    /// IDataView scored = pipeline.Fit(planes).Transform(planes);
    /// Console.WriteLine($"accuracy {context.BinaryClassification.Evaluate(scored).Accuracy:P0}");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">Output: a vector of 9 Singles with slot names.</param>
    /// <param name="inputColumnName">Frames or MLImages.</param>
    public static SharpnessFeaturesEstimator SharpnessFeatures(
        this TransformsCatalog catalog,
        string outputColumnName = "Features",
        string inputColumnName = LoadedColumns.Frame
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        return new(catalog.Environment(), new(outputColumnName, inputColumnName));
    }
}
