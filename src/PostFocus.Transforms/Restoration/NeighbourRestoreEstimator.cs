using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Restoration;

/// <summary>
/// Restores out-of-focus frames by filters that are fitted to their neighbours in focus; made by
/// <c>mlContext.Transforms.RestoreByNeighbours</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No: every frame has a filter of its own</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage of stated size; the decision, Boolean; optionally the intensity, vector
/// of 2 Singles</description></item>
/// <item><term>Output columns</term><description>Restored, Spread, HeldOut and Neighbour, vectors of Single [height, width] in counts;
/// WasRestored, Boolean; NeighbourCount, Int32; HeldOutError, Single</description></item>
/// </list>
/// </remarks>
public sealed partial class NeighbourRestoreEstimator : IEstimator<NeighbourRestoreTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Options _options;

    internal NeighbourRestoreEstimator(IHostEnvironment environment, Options options) => (_environment, _options) = (environment, options);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type, or the frames' size is not stated.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The frames are too small.</exception>
    public NeighbourRestoreTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new NeighbourRestoreTransformer(_environment, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require([
                FrameColumn.Needed(_options.FrameColumnName),
                IntensityColumn.Needed(_options.IntensityColumnName),
                InstantColumns.Decision(_options.DecisionColumnName),
            ])
            .With([
                Frame(_options.RestoredColumnName),
                Frame(_options.SpreadColumnName),
                MicrosoftMLInternals.ShapeOf(_options.WasRestoredColumnName, BooleanDataViewType.Instance, isVector: false),
                MicrosoftMLInternals.ShapeOf(_options.NeighbourCountColumnName, NumberDataViewType.Int32, isVector: false),
                MicrosoftMLInternals.ShapeOf(_options.HeldOutErrorColumnName, NumberDataViewType.Single, isVector: false),
                Frame(_options.HeldOutColumnName),
                Frame(_options.NeighbourColumnName),
                .. ProblemColumn.Shape(_options.OnBadFrame),
            ]);

    private static SchemaShape.Column Frame(string name) => MicrosoftMLInternals.ShapeOf(name, NumberDataViewType.Single, isVector: true);
}
