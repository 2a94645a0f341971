using PostFocus.Imaging;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Domain;

public sealed partial class DomainScoringEstimator
{
    /// <summary>Columns of a domain's judgement.</summary>
    public sealed record Options
    {
        /// <summary>Frames or MLImages. Default <c>Frame</c>.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>
        /// Vector of the two counts that map to −1 and +1. Default null: <c>Intensity</c> if the input has it, else each
        /// frame's own percentiles.
        /// </summary>
        public string? IntensityColumnName
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

        /// <summary>Output: Single, 0 or more; up to 1 in the domain. Default <c>DomainScore</c>.</summary>
        public string ScoreColumnName
        {
            get;
            init => field = Require.Name(value);
        } = DefaultScore;

        /// <summary>Output: Boolean, whether the frame is like those trained on. Default <c>InDomain</c>.</summary>
        public string InDomainColumnName
        {
            get;
            init => field = Require.Name(value);
        } = DefaultInDomain;

        /// <summary>
        /// What becomes of rows whose frame cannot be used. Default <see cref="OnBadFrame.Throw"/>. Flagged rows are not in the domain;
        /// their score is NaN.
        /// </summary>
        public OnBadFrame OnBadFrame { get; init; }

        internal const string DefaultScore = "DomainScore",
            DefaultInDomain = "InDomain";

        /// <summary>Written to a zip, or read from it.</summary>
        internal Options Through(ModelZipFields zip) =>
            new()
            {
                FrameColumnName = zip.Field(FrameColumnName),
                IntensityColumnName = zip.Optional(IntensityColumnName),
                PixelMicronsColumnName = zip.Optional(PixelMicronsColumnName),
                ScoreColumnName = zip.Field(ScoreColumnName),
                InDomainColumnName = zip.Field(InDomainColumnName),
                OnBadFrame = zip.Name(OnBadFrame),
            };
    }
}
