using PostFocus.Imaging;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Classification;

public sealed partial class FocusScoringEstimator
{
    /// <summary>How frames are scored.</summary>
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

        /// <summary>
        /// Lower end of the band of probabilities that are called unsure, 0 to 1. Null (default), as is then
        /// <see cref="UnsureBelow"/>: no band, and no column <c>IsUnsure</c>.
        /// </summary>
        /// <remarks>
        /// With a band there is a Boolean column <c>IsUnsure</c>: UnsureAbove &lt; Probability &lt; UnsureBelow. It marks frames
        /// for a person's eye and leaves <c>PredictedLabel</c> as it is, so that an unsure frame is restored downstream if its
        /// probability lies above the threshold, and is passed through otherwise: every frame needs some decision, and
        /// the restored frame is judged once more. A band need not hold the threshold.
        /// </remarks>
        /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
        public double? UnsureAbove
        {
            get;
            init => field = Require.Range(value, 0, 1);
        }

        /// <summary>Upper end of the band, 0 to 1 and above <see cref="UnsureAbove"/>.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
        public double? UnsureBelow
        {
            get;
            init => field = Require.Range(value, 0, 1);
        }

        /// <summary>
        /// What becomes of rows whose frame cannot be used. Default <see cref="OnBadFrame.Throw"/>. Flagged rows are called in focus, so
        /// that they are not restored; Score and Probability are NaN.
        /// </summary>
        public OnBadFrame OnBadFrame { get; init; }

        /// <summary>
        /// What the names of the output columns begin with, so that two classifiers live in one chain. Default empty: <c>PredictedLabel</c>
        /// and so on.
        /// </summary>
        public string OutputPrefix
        {
            get;
            init => field = Require.NotNull(value);
        } = "";

        internal bool HasBand => UnsureAbove is not null;

        internal void Validate()
        {
            if (UnsureAbove is null != UnsureBelow is null)
                throw new ArgumentException("A band of unsure probabilities has two ends: give UnsureAbove and UnsureBelow, or neither.");
            if (UnsureAbove >= UnsureBelow)
                throw new ArgumentException($"UnsureAbove ({UnsureAbove}) must lie below UnsureBelow ({UnsureBelow}).");
        }

        /// <summary>
        /// Written to a zip, or read from it; but for <see cref="OnBadFrame"/> and <see cref="OutputPrefix"/>, which stand behind the
        /// model.
        /// </summary>
        internal Options Through(ModelZipFields zip)
        {
            var options = this with
            {
                FrameColumnName = zip.Field(FrameColumnName),
                IntensityColumnName = zip.Optional(IntensityColumnName),
            };
            return !zip.Has(FocusScoringTransformer.WithCalibration)
                ? options
                : options with
                {
                    PixelMicronsColumnName = zip.Optional(PixelMicronsColumnName),
                    UnsureAbove = zip.Optional(UnsureAbove),
                    UnsureBelow = zip.Optional(UnsureBelow),
                };
        }
    }
}
