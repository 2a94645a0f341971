using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Focus networks in the catalogs of an <see cref="MLContext"/>.</summary>
public static class FocusScoringCatalog
{
    /// <summary>Scores frames with a trained focus network.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// PretrainedModels models = context.FocusRestoration.LoadModels("data/models/postfocus.zip");
    /// IDataView frames = context.Data.LoadFrames("data/sample");
    /// IDataView scored = context.Transforms.ScoreFocus(models.Classifier!).Fit(frames).Transform(frames);
    /// foreach (float p in scored.GetColumn<float>("Probability"))
    ///     Console.WriteLine($"P(out of focus) = {p:F3}");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="outputPrefix">What the names of the output columns begin with, where two classifiers live in one chain.</param>
    /// <param name="inputColumnName">
    /// Frames or MLImages. An MLImage has 8 bits a channel: of files with 16, LoadImages keeps the upper 8. Load those with LoadFrames.
    /// </param>
    /// <param name="intensityColumnName">Null: <c>Intensity</c> if the input has it, else each frame's percentiles.</param>
    public static FocusScoringEstimator ScoreFocus(
        this TransformsCatalog catalog,
        FocusModel model,
        string outputPrefix = "",
        string inputColumnName = LoadedColumns.Frame,
        string? intensityColumnName = null
    )
    {
        ArgumentNullException.ThrowIfNull(outputPrefix);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        return catalog.ScoreFocus(
            model,
            new FocusScoringEstimator.Options
            {
                OutputPrefix = outputPrefix,
                FrameColumnName = inputColumnName,
                IntensityColumnName = intensityColumnName,
            }
        );
    }

    /// <summary>Scores frames with a trained focus network.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns, and the band of probabilities that are called unsure.</param>
    /// <exception cref="ArgumentException">The band has one end only, or its ends are swapped.</exception>
    public static FocusScoringEstimator ScoreFocus(this TransformsCatalog catalog, FocusModel model, FocusScoringEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), model, options);
    }

    /// <summary>Fits the probabilities of a trained focus network to labelled frames, and where wanted its threshold.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// PretrainedModels models = context.FocusRestoration.LoadModels("data/models/postfocus.zip");
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var options = new FocusCalibrator.Options { TargetRecall = 0.9 };
    /// FocusModel model = context.BinaryClassification.Calibrators.FocusClassifier(models.Classifier!, options).Fit(planes).Model;
    /// Console.WriteLine($"temperature {model.Temperature:F2}, threshold {model.Threshold:F2}");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns, and what is fitted; null: the defaults.</param>
    public static FocusCalibrator FocusClassifier(
        this BinaryClassificationCatalog.CalibratorsCatalog catalog,
        FocusModel model,
        FocusCalibrator.Options? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(catalog.Environment(), model, options ?? new());
    }
}
