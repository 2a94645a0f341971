using PostFocus.Imaging;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Trainers.Domain;

public sealed partial class DomainTrainer
{
    /// <summary>Columns, split and limit of a domain.</summary>
    public sealed record Options
    {
        /// <summary>Frames or MLImages. Default <c>Frame</c>. It is that of <see cref="Scoring"/>, too.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>
        /// Text column of the well: frames of one well are all fitted on or all used for the limit. Null (default): <c>Sequence</c> if
        /// the input has it, else every row is a well of its own.
        /// </summary>
        public string? GroupColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>Columns of the component that is made; but for <see cref="FrameColumnName"/>.</summary>
        public DomainScoringEstimator.Options Scoring
        {
            get => field with { FrameColumnName = FrameColumnName };
            init => field = OneFrameColumn.Checked(value, value?.FrameColumnName, FrameColumnName);
        } = new();

        /// <summary>
        /// Pixel size that frames are brought to, that of the networks, 0.001 to 1000 µm. Null (default): they are taken as they are.
        /// </summary>
        public double? PixelMicrons
        {
            get;
            init => field = Require.Range(value, 0.001, 1000);
        }

        /// <summary>Kinds of frames that are told apart, 1 to 100. Default 8.</summary>
        public int Kinds
        {
            get;
            init => field = (int)Require.Range(value, 1, 100);
        } = 8;

        /// <summary>Share of frames like those trained on that are called out of the domain, 0.0001 to 0.5. Default 0.01.</summary>
        public double FalseAlarms
        {
            get;
            init => field = Require.Range(value, 0.0001, 0.5);
        } = 0.01;

        /// <summary>Share of the wells that set the limit, 0.1 to 0.9; the others are fitted on. Default 0.5.</summary>
        public double LimitFraction
        {
            get;
            init => field = Require.Range(value, 0.1, 0.9);
        } = 0.5;

        /// <summary>What is done to the frames, as in the networks' training. Default: nothing.</summary>
        public AcquisitionOptions Acquisition
        {
            get;
            init => field = Require.NotNull(value);
        } = AcquisitionOptions.None;

        /// <summary>
        /// Seed of the split, of the kinds and of <see cref="Acquisition"/>. Null (default): the MLContext's; 1 where that has none.
        /// </summary>
        public ulong? Seed { get; init; }

        internal ulong UsedSeed => Seed ?? MicrosoftMLInternals.DefaultSeed;

        /// <summary>Told the number of rows read, after each. Default null.</summary>
        public IProgress<int>? Progress { get; init; }

        /// <summary>Ends the reading between two rows with <see cref="OperationCanceledException"/>.</summary>
        public CancellationToken Cancellation { get; init; }
    }
}
