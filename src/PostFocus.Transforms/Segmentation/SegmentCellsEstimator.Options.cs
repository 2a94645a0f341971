using PostFocus.Imaging;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Segmentation;

public sealed partial class SegmentCellsEstimator
{
    /// <summary>How cells are found.</summary>
    public sealed record Options
    {
        /// <summary>Frames or MLImages. Default <c>Frame</c>; <c>Restored</c> or <c>Kept</c> for restored ones.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>
        /// Vector of the two counts that map to −1 and +1. Default null: <c>Intensity</c> if the input has it, else each frame's own
        /// percentiles.
        /// </summary>
        public string? IntensityColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Single, side of a pixel in µm, NaN or not above 0 where it is not known. Default null: <c>PixelMicrons</c> if the input has it,
        /// else it is not known.
        /// </summary>
        public string? PixelMicronsColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Put before the names of the output columns, so that cells can be found in several columns of frames. Default empty.
        /// </summary>
        public string OutputPrefix
        {
            get;
            init => field = Require.NotNull(value);
        } = "";

        /// <summary>
        /// What becomes of rows whose frame cannot be used. Default <see cref="OnBadFrame.Throw"/>. Flagged rows have no cells.
        /// </summary>
        public OnBadFrame OnBadFrame { get; init; }

        /// <summary>Written to a zip, or read from it.</summary>
        internal Options Through(ModelZipFields zip) =>
            this with
            {
                FrameColumnName = zip.Field(FrameColumnName),
                IntensityColumnName = zip.Optional(IntensityColumnName),
                PixelMicronsColumnName = zip.Optional(PixelMicronsColumnName),
                OutputPrefix = zip.Field(OutputPrefix),
                OnBadFrame = zip.Name(OnBadFrame),
            };
    }
}
