using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Classification;

/// <summary>
/// Fits the probabilities of a trained focus classifier to labelled frames, and where wanted its threshold; the network stays
/// as it is. Made by <c>mlContext.BinaryClassification.Calibrators.FocusClassifier</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>Yes: once, at labelled frames that the network was not trained on</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage; a label, Boolean; optionally the intensity, vector of 2 Singles, and
/// the pixel size, Single</description></item>
/// <item><term>Output columns</term><description>Those of <see cref="FocusScoringEstimator"/></description></item>
/// </list>
/// </remarks>
public sealed partial class FocusCalibrator : IEstimator<FocusScoringTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly FocusModel _model;
    private readonly Options _options;

    internal FocusCalibrator(IHostEnvironment environment, FocusModel model, Options options)
    {
        options.Scoring.Validate();
        (_environment, _model, _options) = (environment, model, options);
    }

    /// <summary>Scores the frames of the input and fits temperature and threshold to their labels.</summary>
    /// <remarks>
    /// The temperature is the one that makes the labels likeliest (<see cref="TemperatureScaling"/>). Where all frames are
    /// classified rightly it is 1, as then any lower one looks better.
    /// </remarks>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    /// <exception cref="PostFocusException">The frames are not of both classes.</exception>
    public FocusScoringTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var asked = _model with { Temperature = 1, Orientations = _options.Orientations ?? _model.Orientations };
        var label = LabelColumn.Needed(_options.LabelColumnName).Find(input.Schema);
        using var scoring = FrameTransformer.Checked(new FocusScoringTransformer(_environment, asked, _options.Scoring), input);
        LabelColumn.RequireBothClasses(input.GetColumn<bool>(label), "fit to");
        var scored = scoring.Transform(input);
        // A flagged row has no score.
        (float Logit, bool Label)[] rows =
        [
            .. scored
                .GetColumn<float>(_options.Scoring.OutputPrefix + DefaultColumnNames.Score)
                .Zip(scored.GetColumn<bool>(_options.LabelColumnName))
                .Where(row => !float.IsNaN(row.First)),
        ];
        var calibrated = Calibrated(asked, [.. rows.Select(row => row.Logit)], [.. rows.Select(row => row.Label)], _options.TargetRecall);
        return new(_environment, calibrated, _options.Scoring);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require([LabelColumn.Needed(_options.LabelColumnName), .. FocusScoringComputation.Needed(_options.Scoring)])
            .With([
                .. FocusScoringTransformer.ShapeOf(_model.EstimatesDefocus, _options.Scoring),
                .. ProblemColumn.Shape(_options.Scoring.OnBadFrame),
            ]);

    /// <summary>The model with temperature and threshold for these logits; without frames, the temperature is 1.</summary>
    internal static FocusModel Calibrated(FocusModel model, IReadOnlyList<float> logits, bool[] labels, double? recall)
    {
        var allRight = logits.Zip(labels).All(frame => frame.Second ? frame.First > 0 : frame.First < 0);
        var temperature = allRight ? 1 : TemperatureScaling.Fit(logits, labels);
        float[] probabilities = [.. logits.Select(logit => FocusVerdict.Logistic((float)(logit / temperature)))];
        return model with
        {
            Temperature = temperature,
            Threshold = recall is { } share ? DecisionThreshold.ForRecall(probabilities, labels, share) : 0.5,
        };
    }
}
