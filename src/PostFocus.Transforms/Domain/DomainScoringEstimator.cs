using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Domain;

/// <summary>Judges whether frames are like those trained on; made by <c>mlContext.Transforms.ScoreDomain</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage; optionally the intensity, vector of 2 Singles, and the pixel size,
/// Single</description></item>
/// <item><term>Output columns</term><description>DomainScore, Single; InDomain, Boolean</description></item>
/// </list>
/// </remarks>
public sealed partial class DomainScoringEstimator : IEstimator<DomainScoringTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly DomainModel _model;
    private readonly Options _options;

    internal DomainScoringEstimator(IHostEnvironment environment, DomainModel model, Options options) =>
        (_environment, _model, _options) = (environment, model, options);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public DomainScoringTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new DomainScoringTransformer(_environment, _model, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require(DomainScoringComputation.Needed(_options))
            .With([.. OutputShape(_options), .. ProblemColumn.Shape(_options.OnBadFrame)]);

    internal static SchemaShape.Column[] OutputShape(Options options) =>
        [
            MicrosoftMLInternals.ShapeOf(options.ScoreColumnName, NumberDataViewType.Single, isVector: false),
            MicrosoftMLInternals.ShapeOf(options.InDomainColumnName, BooleanDataViewType.Instance, isVector: false),
        ];
}
