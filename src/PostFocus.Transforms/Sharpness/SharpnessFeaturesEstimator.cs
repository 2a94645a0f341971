using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Sharpness;

/// <summary>Measures the sharpness of frames as features; made by <c>mlContext.Transforms.SharpnessFeatures</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input column</term><description>A frame or MLImage of at least 8 × 8 pixels</description></item>
/// <item><term>Output column</term><description>Vector of 9 Singles with slot names: see
/// <see cref="SharpnessFeaturesTransformer"/></description></item>
/// </list>
/// </remarks>
public sealed partial class SharpnessFeaturesEstimator : IEstimator<SharpnessFeaturesTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Options _options;

    internal SharpnessFeaturesEstimator(IHostEnvironment environment, Options options) => (_environment, _options) = (environment, options);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SharpnessFeaturesTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new SharpnessFeaturesTransformer(_environment, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require(FrameColumn.Needed(_options.FrameColumnName))
            .With(
                MicrosoftMLInternals.ShapeOf(
                    _options.OutputColumnName,
                    NumberDataViewType.Single,
                    isVector: true,
                    annotations: SlotNames.Of(SharpnessFeatures.Names)
                )
            );
}
