using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Images;

/// <summary>Makes images of frames; made by <c>mlContext.Transforms.ConvertToMLImage</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage; optionally the intensity, vector of 2 Singles</description></item>
/// <item><term>Output column</term><description>MLImage, grey, 8 bits a channel</description></item>
/// </list>
/// </remarks>
public sealed partial class ImageConversionEstimator : IEstimator<ImageConversionTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Options _options;

    internal ImageConversionEstimator(IHostEnvironment environment, Options options)
    {
        options.Validate();
        (_environment, _options) = (environment, options);
    }

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public ImageConversionTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new ImageConversionTransformer(_environment, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require(ImageConversionComputation.Needed(_options))
            .With(MicrosoftMLInternals.ShapeOf(_options.OutputColumnName, new ImageDataViewType(), isVector: false));
}
