using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Segmentation;

/// <summary>Compares label images; made by <c>mlContext.Transforms.CellMetrics</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input columns</term><description>Two label images of known size; optionally a pixel size</description></item>
/// <item><term>Output columns</term><description>CellIou, CellAp50, CellAp75, CellCountError, ContactPcc, ContactMse; all
/// Single</description></item>
/// </list>
/// </remarks>
public sealed partial class CellMetricsEstimator : IEstimator<CellMetricsTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Options _options;

    internal CellMetricsEstimator(IHostEnvironment environment, Options options) => (_environment, _options) = (environment, options);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public CellMetricsTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new CellMetricsTransformer(_environment, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require(CellMetricsComputation.Needed(_options))
            .With([
                .. CellMetricsComputation
                    .OutputNames(_options)
                    .Select(name => MicrosoftMLInternals.ShapeOf(name, NumberDataViewType.Single, isVector: false)),
            ]);
}
