using PostFocus.Imaging;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Images;

public sealed partial class ImageConversionEstimator
{
    /// <summary>How frames become images of 8 bits.</summary>
    public sealed record Options
    {
        /// <summary>Output: the images. Default <c>Image</c>.</summary>
        public string OutputColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Image";

        /// <summary>Frames or MLImages. Default <c>Frame</c>.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>
        /// Vector of the two counts that become black and white. Default null: <c>Intensity</c> if the input has it, one range a video,
        /// else each frame's own percentiles.
        /// </summary>
        public string? IntensityColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>Counts that become black, finite. Null (default), as is then <see cref="White"/>: as the intensity says.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
        public double? Black
        {
            get;
            init => field = Require.Range(value, -float.MaxValue, float.MaxValue);
        }

        /// <summary>Counts that become white, finite and above <see cref="Black"/>.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
        public double? White
        {
            get;
            init => field = Require.Range(value, -float.MaxValue, float.MaxValue);
        }

        internal void Validate()
        {
            if (Black is null != White is null)
                throw new ArgumentException("A range of greys has two ends: give Black and White, or neither.");
            if (Black >= White)
                throw new ArgumentException($"Black ({Black}) must lie below White ({White}).");
        }

        /// <summary>Written to a zip, or read from it.</summary>
        internal Options Through(ModelZipFields zip) =>
            this with
            {
                OutputColumnName = zip.Field(OutputColumnName),
                FrameColumnName = zip.Field(FrameColumnName),
                IntensityColumnName = zip.Optional(IntensityColumnName),
                Black = zip.Optional(Black),
                White = zip.Optional(White),
            };
    }
}
