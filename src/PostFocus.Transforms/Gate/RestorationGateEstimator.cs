using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Gate;

/// <summary>Judges restored frames with a trained gate; made by <c>mlContext.Transforms.GateRestoration</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input columns</term><description>Two frames or MLImages, as recorded and restored; the spread, vector of Single; whether a
/// row was restored, Boolean; the focus classifier's score, Single; optionally the intensity, vector of 2 Singles</description></item>
/// <item><term>Output columns</term><description>Trust, Single; Accepted, Boolean; Rejection, Text; Kept, vector of Single [height, width]
/// in counts; optionally the evidence, vector of Single with slot names</description></item>
/// </list>
/// </remarks>
public sealed partial class RestorationGateEstimator : IEstimator<RestorationGateTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly GateModel _model;
    private readonly Options _options;

    internal RestorationGateEstimator(IHostEnvironment environment, GateModel model, Options options) =>
        (_environment, _model, _options) = (environment, model, options);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public RestorationGateTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new RestorationGateTransformer(_environment, _model, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.Require(RestoredRows.Needed(_options)).With(OutputShape(_options));

    internal static SchemaShape.Column[] OutputShape(Options options)
    {
        SchemaShape.Column[] shape =
        [
            MicrosoftMLInternals.ShapeOf(options.TrustColumnName, NumberDataViewType.Single, isVector: false),
            MicrosoftMLInternals.ShapeOf(options.AcceptedColumnName, BooleanDataViewType.Instance, isVector: false),
            MicrosoftMLInternals.ShapeOf(RestorationGateTransformer.RejectionColumn, TextDataViewType.Instance, isVector: false),
            MicrosoftMLInternals.ShapeOf(options.KeptColumnName, NumberDataViewType.Single, isVector: true),
        ];
        return options.EvidenceColumnName is { } evidence
            ?
            [
                .. shape,
                MicrosoftMLInternals.ShapeOf(
                    evidence,
                    NumberDataViewType.Single,
                    isVector: true,
                    annotations: SlotNames.Of(RestorationEvidence.Names)
                ),
            ]
            : shape;
    }
}
