using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Classification;

/// <summary>Scores frames with a trained focus network; made by <c>mlContext.Transforms.ScoreFocus</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage; optionally the intensity, vector of 2 Singles</description></item>
/// <item><term>Output columns</term><description>PredictedLabel, Boolean; Score and Probability, Single</description></item>
/// </list>
/// </remarks>
public sealed class FocusScoringEstimator : IEstimator<FocusClassifierTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly FocusModel _model;
    private readonly string _frameColumn;
    private readonly string? _intensityColumn;

    internal FocusScoringEstimator(
        IHostEnvironment environment, FocusModel model, string frameColumn, string? intensityColumn) =>
        (_environment, _model, _frameColumn, _intensityColumn) = (environment, model, frameColumn, intensityColumn);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    public FocusClassifierTransformer Fit(IDataView input) => new(_environment, _model, _frameColumn, _intensityColumn);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.With(FocusClassifierTransformer.OutputShape);
}
