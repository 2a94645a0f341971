using PostFocus.Imaging;
using PostFocus.Transforms;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Gate;

public sealed partial class RestorationGateTrainer
{
    /// <summary>Columns, split and promise of a gate.</summary>
    public sealed record Options
    {
        /// <summary>Frames as recorded. Default <c>Frame</c>. It is that of <see cref="Gate"/>, too.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>In-focus frames of the same instants: the truth. Default <c>Reference</c>.</summary>
        public string ReferenceColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Reference;

        /// <summary>
        /// Text column of the well: frames of one well are all fitted on or all used for the threshold, where a well is one trial.
        /// Null (default): <c>Sequence</c> if the input has it, else every row is a well of its own.
        /// </summary>
        public string? GroupColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>Columns of the gate that is made; but for <see cref="FrameColumnName"/>.</summary>
        public RestorationGateEstimator.Options Gate
        {
            get => field with { FrameColumnName = FrameColumnName };
            init => field = OneFrameColumn.Checked(value, value?.FrameColumnName, FrameColumnName);
        } = new();

        /// <summary>Share of accepted frames that may be worse than their input, 0.0001 to 0.5. Default 0.01.</summary>
        public double AllowedWorse
        {
            get;
            init => field = Require.Range(value, 0.0001, 0.5);
        } = 0.01;

        /// <summary>Confidence that no more are, 0.5 to 0.9999. Default 0.95.</summary>
        public double Confidence
        {
            get;
            init => field = Require.Range(value, 0.5, 0.9999);
        } = 0.95;

        /// <summary>Share of the wells that set the threshold, 0.1 to 0.9; the others are fitted on. Default 0.5.</summary>
        public double ThresholdFraction
        {
            get;
            init => field = Require.Range(value, 0.1, 0.9);
        } = 0.5;

        /// <summary>
        /// Weight of half of the squared weights against the sum of the logarithmic losses, 0.001 to 10000. Default 10: frames that are
        /// worse are few, and there are many numbers to tell them by.
        /// </summary>
        public double L2Regularization
        {
            get;
            init => field = Require.Range(value, 0.001, 10000);
        } = 10;

        /// <summary>Seed of the split. Null (default): the MLContext's; 1 where that has none.</summary>
        public ulong? Seed { get; init; }

        internal ulong UsedSeed => Seed ?? MicrosoftMLInternals.DefaultSeed;

        /// <summary>How the rows were restored, to be noted in the gate: its promise holds for that. Default null: not noted.</summary>
        public ConditionalRestoreEstimator.Options? Restored { get; init; }

        /// <summary>
        /// Which networks the rows were scored and restored by (<see cref="PretrainedModels.Fingerprint"/>), to be noted in the gate.
        /// Default null: not noted.
        /// </summary>
        public string? Networks { get; init; }

        /// <summary>Told the number of rows read, after each. Default null.</summary>
        public IProgress<int>? Progress { get; init; }

        /// <summary>Ends the reading between two rows with <see cref="OperationCanceledException"/>.</summary>
        public CancellationToken Cancellation { get; init; }
    }
}
