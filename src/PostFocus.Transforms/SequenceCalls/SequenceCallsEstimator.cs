using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.SequenceCalls;

/// <summary>
/// Calls the frames of sequences that are unlike those learnt from by how their scores differ within the sequence; made by
/// <c>mlContext.Transforms.CallWithinSequences</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No; a pass reads the scores of each sequence before its first row</description></item>
/// <item><term>Input columns</term><description>The decision, Boolean; the scores of classifier and domain, Single; optionally the
/// sequence, text</description></item>
/// <item><term>Output columns</term><description>The decision anew and CalledWithinSequence, Boolean</description></item>
/// </list>
/// </remarks>
public sealed partial class SequenceCallsEstimator : IEstimator<SequenceCallsTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Options _options;

    internal SequenceCallsEstimator(IHostEnvironment environment, Options options) => (_environment, _options) = (environment, options);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public SequenceCallsTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new SequenceCallsTransformer(_environment, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require(ScoredColumns.Needed(_options))
            .With(Flag(_options.DecisionColumnName), Flag(_options.CalledWithinSequenceColumnName));

    private static SchemaShape.Column Flag(string name) =>
        MicrosoftMLInternals.ShapeOf(name, BooleanDataViewType.Instance, isVector: false);
}
