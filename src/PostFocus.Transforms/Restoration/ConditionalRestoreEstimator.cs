using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Restoration;

/// <summary>Restores out-of-focus frames with a trained model; made by <c>mlContext.Transforms.ConditionalRestore</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>Only where the frame column is an image column that does not state its
/// size</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage; the decision, Boolean; optionally the intensity, vector of 2 Singles,
/// and the pixel size, Single</description></item>
/// <item><term>Output columns</term><description>Restored and Spread, vectors of Single [height, width] in counts; WasRestored, Boolean;
/// SampleCount and NeighbourCount, Int32</description></item>
/// </list>
/// </remarks>
public sealed partial class ConditionalRestoreEstimator : IEstimator<ConditionalRestoreTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly RestorationModel _model;
    private readonly Options _options;

    internal ConditionalRestoreEstimator(IHostEnvironment environment, RestorationModel model, Options options)
    {
        options.Validate(model.TileSize, model.Prediction, model.Schedule);
        (_environment, _model, _options) = (environment, model, options);
    }

    /// <summary>Learns the size of the images where the column does not state it.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public ConditionalRestoreTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Fit(_environment, _model, _options, input);
    }

    internal static ConditionalRestoreTransformer Fit(
        IHostEnvironment environment,
        RestorationModel model,
        Options options,
        IDataView input
    )
    {
        var frames = FrameColumn.Find(input.Schema, options.FrameColumnName);
        (var height, var width) = (frames.Height, frames.Width);
        if (height == 0)
        {
            using var cursor = input.GetRowCursor([.. frames.Inputs, .. FrameNames.Columns(input.Schema)]);
            if (!cursor.MoveNext())
                throw new ArgumentException("ConditionalRestore cannot be fitted: the input has no rows.");
            var first = frames.Reader(cursor)();
            (height, width) = (first.Frame.Height, first.Frame.Width);
        }
        return FrameTransformer.Checked(new ConditionalRestoreTransformer(environment, model, options, (height, width)), input);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema.Require(Needed(_options)).With(OutputShape(_options));

    internal static IEnumerable<NeededColumn> Needed(Options options) =>
        [
            FrameColumn.Needed(options.FrameColumnName),
            IntensityColumn.Needed(options.IntensityColumnName),
            PixelColumn.Needed(options.PixelMicronsColumnName),
            InstantColumns.Decision(options.DecisionColumnName),
        ];

    internal static SchemaShape.Column[] OutputShape(Options options) =>
        [
            MicrosoftMLInternals.ShapeOf(options.RestoredColumnName, NumberDataViewType.Single, isVector: true),
            MicrosoftMLInternals.ShapeOf(options.SpreadColumnName, NumberDataViewType.Single, isVector: true),
            MicrosoftMLInternals.ShapeOf(options.WasRestoredColumnName, BooleanDataViewType.Instance, isVector: false),
            MicrosoftMLInternals.ShapeOf(options.SampleCountColumnName, NumberDataViewType.Int32, isVector: false),
            MicrosoftMLInternals.ShapeOf(options.NeighbourCountColumnName, NumberDataViewType.Int32, isVector: false),
            .. ProblemColumn.Shape(options.OnBadFrame),
        ];
}
