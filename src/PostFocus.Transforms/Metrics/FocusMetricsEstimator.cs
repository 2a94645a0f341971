using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Metrics;

/// <summary>Measures frames; made by <c>mlContext.Transforms.FocusMetrics</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage; optionally a reference frame and an intensity
/// column</description></item>
/// <item><term>Output columns</term><description>Tenengrad; with a reference also Psnr (dB) and Pcc; all Single</description></item>
/// </list>
/// </remarks>
public sealed partial class FocusMetricsEstimator : IEstimator<FocusMetricsTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Options _options;

    internal FocusMetricsEstimator(IHostEnvironment environment, Options options) => (_environment, _options) = (environment, options);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public FocusMetricsTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new FocusMetricsTransformer(_environment, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require(FocusMetricsComputation.Needed(_options))
            .With([
                .. FocusMetricsComputation
                    .OutputNames(_options)
                    .Select(name => MicrosoftMLInternals.ShapeOf(name, NumberDataViewType.Single, isVector: false)),
            ]);
}
