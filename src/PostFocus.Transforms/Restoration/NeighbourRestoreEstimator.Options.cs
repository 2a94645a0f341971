using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Baselines;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Restoration;

public sealed partial class NeighbourRestoreEstimator
{
    /// <summary>How frames are restored by filters that are fitted to their neighbours in focus.</summary>
    public sealed record Options
    {
        /// <summary>
        /// Frames to restore, of at least <see cref="NeighbourFilter.SmallestSide"/> pixels a side. Default <c>Frame</c>.
        /// </summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>
        /// Boolean column, true = restore this row, false = in focus, and may serve others. Default <c>PredictedLabel</c>, the focus
        /// classifier's.
        /// </summary>
        public string DecisionColumnName
        {
            get;
            init => field = Require.Name(value);
        } = DefaultColumnNames.PredictedLabel;

        /// <summary>
        /// Vector of the two counts that map to −1 and +1, by which frames of other exposures are brought to one. Default null:
        /// <c>Intensity</c> if the input has it, else each frame's own percentiles.
        /// </summary>
        public string? IntensityColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>Output: the restored frame in counts; the frame itself where nothing was restored. Default <c>Restored</c>.</summary>
        public string RestoredColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Restored";

        /// <summary>
        /// Output: standard deviation over the filters of the frame's halves in counts; 0 where nothing was restored. Default
        /// <c>Spread</c>.
        /// </summary>
        public string SpreadColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Spread";

        /// <summary>Output: Boolean, whether the row was restored. Default <c>WasRestored</c>.</summary>
        public string WasRestoredColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "WasRestored";

        /// <summary>Output: Int32, frames in focus that the filter was fitted to, 0 to 2. Default <c>NeighbourCount</c>.</summary>
        public string NeighbourCountColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "NeighbourCount";

        /// <summary>
        /// Output: Single, <see cref="NeighbourFilter.HeldOutError"/>; not a number where there was nothing to fit to. Default
        /// <c>HeldOutError</c>.
        /// </summary>
        public string HeldOutErrorColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "HeldOutError";

        /// <summary>
        /// Output: the frame in counts, each half by the filter of the other half; the frame itself where there was nothing to fit to.
        /// Default <c>HeldOut</c>.
        /// </summary>
        public string HeldOutColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "HeldOut";

        /// <summary>
        /// Output: mean of the neighbours in the frame's counts, to judge by; the frame itself where there are none. Default
        /// <c>Neighbour</c>.
        /// </summary>
        public string NeighbourColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Neighbour";

        /// <summary>
        /// How far away the nearest frames in focus before and after may be, 1 to 50 frames. Default 6. Rows of a video (<c>Sequence</c>)
        /// lie together, in the order of time.
        /// </summary>
        public int NeighbourDistance
        {
            get;
            init => field = Require.Range(value, 1, 50);
        } = 6;

        /// <summary>
        /// A frame is restored where its <see cref="NeighbourFilter.HeldOutError"/> is less than this, 0 to 1000: above 1, also where the
        /// filter tells less than what restores nothing. Default 0.9.
        /// </summary>
        public double MostError
        {
            get;
            init => field = Require.Range(value, 0, 1000);
        } = 0.9;

        /// <summary>Rows looked at ahead of the consumer, 1 to 4096: more keep more cores busy and take more memory. Default 16.</summary>
        public int LookAhead
        {
            get;
            init => field = Require.Range(value, 1, 4096);
        } = 16;

        /// <summary>What becomes of rows whose frame cannot be used. Default <see cref="OnBadFrame.Throw"/>.</summary>
        public OnBadFrame OnBadFrame { get; init; }

        /// <summary>Written to a zip, or read from it.</summary>
        internal Options Through(ModelZipFields zip) =>
            new()
            {
                FrameColumnName = zip.Field(FrameColumnName),
                DecisionColumnName = zip.Field(DecisionColumnName),
                IntensityColumnName = zip.Optional(IntensityColumnName),
                RestoredColumnName = zip.Field(RestoredColumnName),
                SpreadColumnName = zip.Field(SpreadColumnName),
                WasRestoredColumnName = zip.Field(WasRestoredColumnName),
                NeighbourCountColumnName = zip.Field(NeighbourCountColumnName),
                HeldOutErrorColumnName = zip.Field(HeldOutErrorColumnName),
                HeldOutColumnName = zip.Field(HeldOutColumnName),
                NeighbourColumnName = zip.Field(NeighbourColumnName),
                NeighbourDistance = zip.Field(NeighbourDistance),
                MostError = zip.Field(MostError),
                LookAhead = zip.Field(LookAhead),
                OnBadFrame = zip.Name(OnBadFrame),
            };
    }
}
