using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Segmentation;

/// <summary>Finds the cells of frames with a trained network; made by <c>mlContext.Transforms.SegmentCells</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage; optionally the intensity, vector of 2 Singles, and the pixel size,
/// Single</description></item>
/// <item><term>Output columns</term><description>CellLabels, vector of Single [height, width]; CellCount, Int32; CellScores, vector of
/// Single; CellPolygons, vector of Single [cells, rays, 2]</description></item>
/// </list>
/// </remarks>
public sealed partial class SegmentCellsEstimator : IEstimator<SegmentCellsTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly SegmentationModel _model;
    private readonly Options _options;

    internal SegmentCellsEstimator(IHostEnvironment environment, SegmentationModel model, Options options) =>
        (_environment, _model, _options) = (environment, model, options);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SegmentCellsTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new SegmentCellsTransformer(_environment, _model, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require(SegmentCellsComputation.Needed(_options))
            .With([.. SegmentCellsTransformer.OutputShape(_options.OutputPrefix), .. ProblemColumn.Shape(_options.OnBadFrame)]);
}
