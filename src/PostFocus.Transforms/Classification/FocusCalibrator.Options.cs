using PostFocus.Imaging;
using PostFocus.Transforms.Columns;

namespace PostFocus.Transforms.Classification;

public sealed partial class FocusCalibrator
{
    /// <summary>Columns, and what is fitted.</summary>
    public sealed record Options
    {
        /// <summary>Frames or MLImages. Default <c>Frame</c>. It is that of <see cref="Scoring"/>, too.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>Boolean column, true = out of focus. Default <c>Label</c>.</summary>
        public string LabelColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Label;

        /// <summary>
        /// Share of the out-of-focus frames that the threshold is to find, above 0 (0.001) to 1. Null (default): the threshold is a
        /// probability of 0.5.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
        public double? TargetRecall
        {
            get;
            init => field = Require.Range(value, 0.001, 1);
        }

        /// <summary>
        /// In how many orientations tiles are judged from now on (<see cref="FocusModel.Orientations"/>), 1 to 8. Null (default): as
        /// before.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
        public int? Orientations
        {
            get;
            init => field = (int?)Require.Range(value, 1, PostFocus.Transforms.Tiling.Orientation.Count);
        }

        /// <summary>Columns but for <see cref="FrameColumnName"/>, and the band of probabilities that are called unsure.</summary>
        public FocusScoringEstimator.Options Scoring
        {
            get => field with { FrameColumnName = FrameColumnName };
            init => field = OneFrameColumn.Checked(value, value?.FrameColumnName, FrameColumnName);
        } = new();
    }
}
