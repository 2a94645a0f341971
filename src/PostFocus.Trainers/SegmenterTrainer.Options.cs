using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Segmenter;
using PostFocus.Transforms.Columns;

namespace PostFocus.Trainers;

public sealed partial class SegmenterTrainer
{
    /// <summary>Columns, split and training of a segmenter.</summary>
    public sealed record Options
    {
        /// <summary>Label images: vector of Single [height, width], the number of the cell at each pixel. Default <c>Mask</c>.</summary>
        public string MaskColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Mask;

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
        /// Text column of the well: frames of one well are all trained on or all validated on. Null (default): <c>Sequence</c> if the
        /// input has it, else every row is a well of its own.
        /// </summary>
        public string? GroupColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Single, side of a pixel in µm, NaN where it is not known. Null (default): <c>PixelMicrons</c> if the input has it. It matters
        /// only with <see cref="TrainingOptions.PixelMicrons"/>.
        /// </summary>
        public string? PixelMicronsColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Share of wells held out to watch the training and to fit thresholds to, 0 to 0.9; 0 for none. Null (default): 0.1, and none
        /// where there is a <see cref="ValidationSet"/>.
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

        /// <summary>Network, steps, rate, augmentation, seed.</summary>
        public SegmenterTrainingOptions Training
        {
            get;
            init => field = Require.NotNull(value);
        } = new();

        /// <summary>Told after every step, and of the last validation at the end. Default null.</summary>
        public IProgress<TrainingProgress>? Progress { get; init; }

        /// <summary>Ends the training between two steps with <see cref="OperationCanceledException"/>; a checkpoint is kept.</summary>
        public CancellationToken Cancellation { get; init; }
    }
}
