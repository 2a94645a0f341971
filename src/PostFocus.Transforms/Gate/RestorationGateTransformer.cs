using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;

[assembly: LoadableClass(typeof(RestorationGateTransformer), typeof(RestorationGateTransformer), null,
    typeof(SignatureLoadModel), "PostFocus restoration gate", RestorationGateTransformer.LoaderSignature)]

namespace PostFocus.Transforms.Gate;

/// <summary>
/// Judges each restored frame by evidence that needs no truth, and keeps it only if it can be trusted:
/// <c>Trust</c>, <c>Accepted</c>, and <c>Kept</c>, which is the restored frame where it is accepted and else the recorded one.
/// </summary>
/// <remarks>
/// The promise of a threshold (<see cref="GateCalibration"/>) is one about wells like those that it was set on: the same optics,
/// cells and pixel size, restored by the same network with as many samples and steps.
/// </remarks>
public sealed class RestorationGateTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusGate";

    private static readonly ModelZipPart s_part = new("PFRSGATE", LoaderSignature, OldestVersion: 0x00010002);

    internal RestorationGateTransformer(IHostEnvironment environment, GateModel model, RestorationGateOptions options)
        : base(environment, nameof(RestorationGateTransformer)) => (Model, Options) = (model, options);

    /// <summary>Weights and threshold.</summary>
    public GateModel Model { get; }

    /// <summary>Columns.</summary>
    public RestorationGateOptions Options { get; }

    private static RestorationGateTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, r =>
        {
            RestorationGateOptions options = RestorationGateOptions.Read(r);
            return new RestorationGateTransformer(environment, GateModel.Read(r), options);
        });

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, w =>
    {
        Options.Write(w);
        Model.Write(w);
    });

    private protected override RowComputation Bind(DataViewSchema input) => new Computation(this, input);

    private sealed record Verdict(float Trust, bool Accepted, float[] Kept, float[] Evidence);

    private sealed class Computation : RowComputation<RestoredRow, Verdict>
    {
        private static readonly float[] s_noEvidence = [.. Enumerable.Repeat(float.NaN, RestorationEvidence.Names.Count)];

        private readonly RestorationGateTransformer _owner;
        private readonly RestoredRows _rows;

        public Computation(RestorationGateTransformer owner, DataViewSchema input)
        {
            (_owner, _rows) = (owner, new(input, owner.Options));
            RestorationGateOptions options = owner.Options;
            List<DataViewSchema.DetachedColumn> outputs =
            [
                new(options.TrustColumnName, NumberDataViewType.Single),
                new(options.AcceptedColumnName, BooleanDataViewType.Instance),
                new(options.KeptColumnName, new VectorDataViewType(NumberDataViewType.Single, _rows.Height, _rows.Width)),
            ];
            if (options.EvidenceColumnName is { } evidence)
                outputs.Add(new(evidence, new VectorDataViewType(NumberDataViewType.Single, s_noEvidence.Length), Slots.Names(RestorationEvidence.Names)));
            Outputs = outputs;
        }

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

        public override IEnumerable<DataViewSchema.Column> Inputs => _rows.Inputs;

        public override int LookAhead => _owner.Options.LookAhead;

        protected override Func<RestoredRow> ReaderOf(DataViewRow row) => _rows.Reader(row);

        protected override IReadOnlyList<Verdict> ComputeAll(IReadOnlyList<RestoredRow> items)
        {
            var verdicts = new Verdict[items.Count];
            ParallelRows.For(items.Count, i => verdicts[i] = Judge(items[i]));
            return verdicts;
        }

        private Verdict Judge(RestoredRow row)
        {
            if (!row.WasRestored)
                return new(float.NaN, false, row.Recorded.Recorded.Counts, s_noEvidence);
            _owner.Host.ThrowIfCancelled();
            float[] evidence = RestorationEvidence.Of(row);
            float trust = _owner.Model.Trust(evidence);
            bool accepted = _owner.Model.Accepts(trust);
            return new(trust, accepted, (accepted ? row.Restored : row.Recorded).Recorded.Counts, evidence);
        }

        protected override Verdict UnusableOf(float[]? recorded) =>
            new(float.NaN, false, FrameColumn.Shown(recorded, _rows.Height * _rows.Width), s_noEvidence);

        protected override Func<float[]?> RecordedOf(DataViewRow row) => _rows.CountsReader(row);

        protected override Delegate GetterOf(int output, Func<Verdict> current) => output switch
        {
            0 => Getters.Scalar(() => current().Trust),
            1 => Getters.Scalar(() => current().Accepted),
            2 => Getters.Vector(() => current().Kept),
            _ => Getters.Vector(() => current().Evidence),
        };
    }
}
