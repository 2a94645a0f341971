using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Classification;

/// <summary>Scores frames with a trained focus network; made by <c>mlContext.Transforms.ScoreFocus</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage; optionally the intensity, vector of 2 Singles, and the pixel size,
/// Single</description></item>
/// <item><term>Output columns</term><description>PredictedLabel and NothingToJudge, Boolean; Score and Probability, Single; DefocusMicrons
/// and DefocusSide, Single, of networks that estimate defocus; IsUnsure, Boolean, with a band</description></item>
/// </list>
/// </remarks>
public sealed partial class FocusScoringEstimator : IEstimator<FocusScoringTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly FocusModel _model;
    private readonly Options _options;

    internal FocusScoringEstimator(IHostEnvironment environment, FocusModel model, Options options)
    {
        options.Validate();
        (_environment, _model, _options) = (environment, model, options);
    }

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public FocusScoringTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new FocusScoringTransformer(_environment, _model, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require(FocusScoringComputation.Needed(_options))
            .With([.. FocusScoringTransformer.ShapeOf(_model.EstimatesDefocus, _options), .. ProblemColumn.Shape(_options.OnBadFrame)]);
}
