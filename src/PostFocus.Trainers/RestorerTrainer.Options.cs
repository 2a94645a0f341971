using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers;

public sealed partial class RestorerTrainer
{
    /// <summary>Columns, split, training and use of a restorer.</summary>
    public sealed record Options
    {
        /// <summary>Frames out of focus. Default <c>Frame</c>. It is that of <see cref="Restore"/>, too.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>In-focus frames of the same instants. Default <c>Reference</c>.</summary>
        public string ReferenceColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Reference;

        /// <summary>
        /// Text column of the well: pairs of one well are all trained on or all validated on. Null (default):
        /// <c>Sequence</c> if the input has it, else every row is a well of its own.
        /// </summary>
        public string? GroupColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Share of wells held out to watch the training, 0 to 0.9. Where that is not a whole well, large frames are cut into parts that
        /// count as wells. Null (default): 0.1, and none where there is a <see cref="ValidationSet"/>.
        /// </summary>
        public double? ValidationFraction
        {
            get;
            init => field = Require.Range(value, 0, 0.9);
        }

        /// <summary>
        /// Rows to watch the training by instead of wells held out, with the columns of those that are trained on. They are read once, when
        /// the training begins. Null (default): <see cref="ValidationFraction"/> of the wells are held out. Not both.
        /// </summary>
        public IDataView? ValidationSet { get; init; }

        /// <summary>
        /// Network, steps, rate, crops, seed. Default null: the trainer's own, which are <c>new RestorerTrainingOptions()</c> of Ddpm and
        /// Restorer, and <see cref="RestorerTrainingOptions.Regression"/> with the published network of Dmphn and Uformer.
        /// </summary>
        public RestorerTrainingOptions? Training { get; init; }

        /// <summary>Columns, samples and steps of the transformer that is made; but for <see cref="FrameColumnName"/>.</summary>
        public ConditionalRestoreEstimator.Options Restore
        {
            get => field with { FrameColumnName = FrameColumnName };
            init => field = OneFrameColumn.Checked(value, value?.FrameColumnName, FrameColumnName);
        } = new();

        /// <summary>Told after every step, and of the last validation at the end. Default null.</summary>
        public IProgress<TrainingProgress>? Progress { get; init; }

        /// <summary>Ends the training between two steps with <see cref="OperationCanceledException"/>; a checkpoint is kept.</summary>
        public CancellationToken Cancellation { get; init; }
    }
}
