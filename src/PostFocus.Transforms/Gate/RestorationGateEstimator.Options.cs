using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Gate;

public sealed partial class RestorationGateEstimator
{
    /// <summary>Columns of a gate.</summary>
    public sealed record Options
    {
        /// <summary>Frames as recorded. Default <c>Frame</c>.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>Restored frames, in the same counts. Default <c>Restored</c>.</summary>
        public string RestoredColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Restored";

        /// <summary>Standard deviation over the samples, in counts. Default <c>Spread</c>.</summary>
        public string SpreadColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Spread";

        /// <summary>Boolean: rows that were restored; the others are passed through. Default <c>WasRestored</c>.</summary>
        public string WasRestoredColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "WasRestored";

        /// <summary>
        /// Single: the focus classifier's score of the recorded frame, the logit of its being out of focus. Default <c>Score</c>,
        /// <c>ScoreFocus</c>'s.
        /// </summary>
        public string ScoreColumnName
        {
            get;
            init => field = Require.Name(value);
        } = DefaultColumnNames.Score;

        /// <summary>
        /// Vector of the two counts that map to −1 and +1. Default null: <c>Intensity</c> if the input has it, else each
        /// recorded frame's own percentiles.
        /// </summary>
        public string? IntensityColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Boolean: whether a frame is like those that networks and gate learnt from; others are not accepted. Default null:
        /// <c>InDomain</c>, <c>ScoreDomain</c>'s, if the input has it, else all frames are taken to be.
        /// </summary>
        public string? InDomainColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Single, side of a pixel in µm, NaN or not above 0 where it is not known. Default null: <c>PixelMicrons</c> if the input
        /// has it, else it is not known.
        /// </summary>
        public string? PixelMicronsColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>Output: Single, 0 to 1; NaN, ML.NET's missing value, where nothing was restored. Default <c>Trust</c>.</summary>
        public string TrustColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Trust";

        /// <summary>
        /// Output: Boolean, whether the trust reaches the threshold and the frame is one that the gate can judge; false where nothing was
        /// restored. Default <c>Accepted</c>.
        /// </summary>
        public string AcceptedColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Accepted";

        /// <summary>
        /// Output: the restored frame in counts where it is accepted, else the recorded one with the same bits. Default <c>Kept</c>.
        /// </summary>
        public string KeptColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Kept";

        /// <summary>
        /// Output: the numbers that the trust is made of, a vector of Single with slot names (<see cref="GateModel.EvidenceNames"/>);
        /// NaN where nothing was restored. Default null: no such column.
        /// </summary>
        public string? EvidenceColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>Rows looked at ahead of the consumer, 1 to 4096: more keep more cores busy and take more memory. Default 16.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
        public int LookAhead
        {
            get;
            init => field = (int)Require.Range(value, 1, 4096);
        } = 16;

        /// <summary>Written to a zip, or read from it; but for domain and pixel size, which stand behind the model.</summary>
        internal Options Through(ModelZipFields zip) =>
            this with
            {
                FrameColumnName = zip.Field(FrameColumnName),
                RestoredColumnName = zip.Field(RestoredColumnName),
                SpreadColumnName = zip.Field(SpreadColumnName),
                WasRestoredColumnName = zip.Field(WasRestoredColumnName),
                ScoreColumnName = zip.Field(ScoreColumnName),
                IntensityColumnName = zip.Optional(IntensityColumnName),
                TrustColumnName = zip.Field(TrustColumnName),
                AcceptedColumnName = zip.Field(AcceptedColumnName),
                KeptColumnName = zip.Field(KeptColumnName),
                EvidenceColumnName = zip.Optional(EvidenceColumnName),
                LookAhead = zip.Field(LookAhead),
            };
    }
}
