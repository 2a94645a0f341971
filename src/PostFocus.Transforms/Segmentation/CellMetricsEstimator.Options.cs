using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Segmentation;

public sealed partial class CellMetricsEstimator
{
    /// <summary>What CellMetrics compares.</summary>
    public sealed record Options
    {
        /// <summary>
        /// Label images of the cells found: vectors of Single with dimensions [height, width]. Default <c>CellLabels</c>, as SegmentCells
        /// makes them.
        /// </summary>
        public string CellLabelsColumnName
        {
            get;
            init => field = Require.Name(value);
        } = SegmentCellsTransformer.CellLabelsColumn;

        /// <summary>
        /// Label images to compare with, of the same size: the true cells (default <c>Mask</c>), or those found in another version of the
        /// frame, such as the one in focus.
        /// </summary>
        public string ReferenceColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Mask;

        /// <summary>
        /// Single, side of a pixel in µm, NaN or not above 0 where it is not known. Default null: <c>PixelMicrons</c> if the input has it.
        /// Where it is not known, the contact is taken in pixels.
        /// </summary>
        public string? PixelMicronsColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>How far from the outlines of two cells a pixel of their contact may lie, 0 to 10 µm. Default 0.5.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
        public double ContactMicrons
        {
            get;
            init => field = Require.Range(value, 0, 10);
        } = CellContacts.DefaultMicrons;

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
                CellLabelsColumnName = zip.Field(CellLabelsColumnName),
                ReferenceColumnName = zip.Field(ReferenceColumnName),
                PixelMicronsColumnName = zip.Optional(PixelMicronsColumnName),
                ContactMicrons = zip.Field(ContactMicrons),
                OutputPrefix = zip.Field(OutputPrefix),
            };
    }
}
