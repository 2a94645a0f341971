using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.SequenceCalls;

/// <summary>The decision anew, bound to an input.</summary>
internal sealed class SequenceCallsComputation(SequenceCallsEstimator.Options options, DataViewSchema input) : RowComputation
{
    private readonly ScoredColumns _columns = new(options, input);

    public override ComputedColumns Guarded(DataViewSchema schema, OnBadFrame onBadFrame) => new Computed(options, _columns);

    private sealed class Computed(SequenceCallsEstimator.Options options, ScoredColumns scored) : ComputedColumns
    {
        public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
        [
            new(options.DecisionColumnName, BooleanDataViewType.Instance),
            new(options.CalledWithinSequenceColumnName, BooleanDataViewType.Instance),
        ];

        public override IEnumerable<DataViewSchema.Column> Inputs => [scored.Decision, .. scored.With(scored.Score)];

        public override int Margin => 0;

        public override DataViewRowCursor Cursor(
            DataViewRowCursor source,
            Func<IEnumerable<DataViewSchema.Column>, DataViewRowCursor>? again,
            DataViewSchema schema,
            HashSet<int> active,
            IHost host
        ) =>
            new SequenceCallsCursor(
                source,
                scored,
                again is null || scored.Sequence is not { } sequence ? null : new(again, scored, sequence, host),
                schema,
                active
            );

        public override DataViewRow Row(DataViewRow source, DataViewSchema schema, HashSet<int> active) =>
            new SequenceCallsRow(source, scored, schema, active);
    }
}
