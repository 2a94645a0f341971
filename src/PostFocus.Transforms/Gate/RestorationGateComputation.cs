using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Gate;

/// <summary>What is said of a restored frame, and the frame that is kept.</summary>
/// <param name="Trust">NaN where nothing was restored.</param>
/// <param name="Accepted">Whether it can be kept.</param>
/// <param name="Rejection">Why not (<see cref="GateRejection"/>); null where it can, or nothing was restored.</param>
/// <param name="Kept">Counts.</param>
/// <param name="Evidence">What the trust is made of.</param>
internal sealed record GateVerdict(float Trust, bool Accepted, string? Rejection, float[] Kept, float[] Evidence);

/// <summary>Restored frames to verdicts.</summary>
internal sealed class RestorationGateComputation : RowComputation<RestoredRow, GateVerdict>
{
    private static readonly float[] s_noEvidence = [.. Enumerable.Repeat(float.NaN, RestorationEvidence.Names.Count)];

    private readonly GateModel _model;
    private readonly RestorationGateEstimator.Options _options;
    private readonly RestoredRows _rows;
    private readonly IHostEnvironment _environment;

    public RestorationGateComputation(
        GateModel model,
        RestorationGateEstimator.Options options,
        DataViewSchema input,
        IHostEnvironment environment
    )
    {
        (_model, _options, _rows, _environment) = (model, options, new(input, options), environment);
        List<DataViewSchema.DetachedColumn> outputs =
        [
            new(options.TrustColumnName, NumberDataViewType.Single),
            new(options.AcceptedColumnName, BooleanDataViewType.Instance),
            new(RestorationGateTransformer.RejectionColumn, TextDataViewType.Instance),
            new(options.KeptColumnName, new VectorDataViewType(NumberDataViewType.Single, _rows.Height, _rows.Width)),
        ];
        if (options.EvidenceColumnName is { } evidence)
            outputs.Add(
                new(
                    evidence,
                    new VectorDataViewType(NumberDataViewType.Single, s_noEvidence.Length),
                    SlotNames.Of(RestorationEvidence.Names)
                )
            );
        Outputs = outputs;
    }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public override IEnumerable<DataViewSchema.Column> Inputs => _rows.Inputs;

    public override int LookAhead => _options.LookAhead;

    public override Func<RestoredRow> Reader(DataViewRow row) => _rows.Reader(row);

    public override Func<RestoredRow, float[]>? Held(DataViewSchema.Column column) => _rows.Held(column);

    public override IReadOnlyList<GateVerdict> Compute(ArraySegment<RestoredRow> rows) => ParallelRows.Map(rows.Count, i => Judge(rows[i]));

    private GateVerdict Judge(RestoredRow row)
    {
        if (!row.WasRestored)
            return new(float.NaN, false, null, row.Recorded.Recorded.Counts, s_noEvidence);
        _environment.ThrowIfCancelled();
        var evidence = RestorationEvidence.Of(row);
        var trust = _model.Trust(evidence);
        var rejection = _model.Rejects(row, trust, evidence);
        var accepted = rejection is null;
        return new(trust, accepted, rejection, (accepted ? row.Restored : row.Recorded).Recorded.Counts, evidence);
    }

    public override GateVerdict Unusable(float[]? recorded) =>
        new(float.NaN, false, null, FrameColumn.Shown(recorded, _rows.Height * _rows.Width), s_noEvidence);

    public override Func<float[]?> RecordedReader(DataViewRow row) => _rows.CountsReader(row);

    public override Delegate Getter(int output, Func<GateVerdict> current) =>
        output switch
        {
            0 => Getters.Scalar(() => current().Trust),
            1 => Getters.Scalar(() => current().Accepted),
            2 => Getters.Scalar(() => current().Rejection.AsMemory()),
            3 => Getters.Vector(() => current().Kept),
            _ => Getters.Vector(() => current().Evidence),
        };
}
