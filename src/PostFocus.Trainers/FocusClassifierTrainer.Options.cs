using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Classifier;
using PostFocus.Transforms.Columns;

namespace PostFocus.Trainers;

public sealed partial class FocusClassifierTrainer
{
    /// <summary>Columns, split and training of a focus classifier.</summary>
    public sealed record Options
    {
        /// <summary>Boolean column, true = out of focus. Default <c>Label</c>.</summary>
        public string LabelColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Label;

        /// <summary>Frames or MLImages. Default <c>Frame</c>.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>Null (default): <c>Intensity</c> if the input has it, else each frame's own percentiles.</summary>
        public string? IntensityColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Text column of the well: frames of one well are all trained on or all validated on. Null (default):
        /// <c>Sequence</c> if the input has it, else every row is a well of its own.
        /// </summary>
        public string? GroupColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Single, signed distance from focus in µm, NaN where it is not known: the truth of the second head. Null (default):
        /// <c>TrueDefocusMicrons</c> if the network estimates defocus.
        /// </summary>
        public string? DefocusColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Single, side of a pixel in µm, NaN where it is not known. Null (default): <c>PixelMicrons</c> if the input has it.
        /// It matters only with <see cref="Training.TrainingOptions.PixelMicrons"/>.
        /// </summary>
        public string? PixelMicronsColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Share of wells held out to choose the best epoch and to calibrate probabilities, 0 to 0.9; 0 for neither. Null (default): 0.15,
        /// and none where there is a <see cref="ValidationSet"/>.
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
        /// Share of the out-of-focus validation frames that the model's threshold is to find, above 0 (0.001) to 1. Null (default):
        /// the threshold is a probability of 0.5.
        /// </summary>
        public double? TargetRecall
        {
            get;
            init => field = Require.Range(value, 0.001, 1);
        }

        /// <summary>Network, epochs, rate, augmentation, seed.</summary>
        public ClassifierTrainingOptions Training
        {
            get;
            init => field = Require.NotNull(value);
        } = new();

        /// <summary>Told after every step and every epoch, and of the best epoch at the end. Default null.</summary>
        public IProgress<TrainingProgress>? Progress { get; init; }

        /// <summary>Ends the training between two steps with <see cref="OperationCanceledException"/>; a checkpoint is kept.</summary>
        public CancellationToken Cancellation { get; init; }
    }
}
