using PostFocus.Imaging;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Metrics;

public sealed partial class FocusMetricsEstimator
{
    /// <summary>What FocusMetrics measures.</summary>
    public sealed record Options
    {
        /// <summary>Frames that are measured. Default <c>Restored</c>.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Restored";

        /// <summary>
        /// In-focus frames of the same instants, of the same size; null (default): no reference, only Tenengrad is measured.
        /// </summary>
        public string? ReferenceColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Vector of the two counts that map to −1 and +1. Default null: <c>Intensity</c> if the input has it, else each
        /// frame's own percentiles.
        /// </summary>
        public string? IntensityColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>Put before the names of the output columns. Default empty.</summary>
        public string OutputPrefix
        {
            get;
            init => field = Require.NotNull(value);
        } = "";

        /// <summary>Written to a zip, or read from it.</summary>
        internal Options Through(ModelZipFields zip) =>
            new()
            {
                FrameColumnName = zip.Field(FrameColumnName),
                ReferenceColumnName = zip.Optional(ReferenceColumnName),
                IntensityColumnName = zip.Optional(IntensityColumnName),
                OutputPrefix = zip.Field(OutputPrefix),
            };
    }
}
