using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Frames;

/// <summary>Paths to frames.</summary>
internal sealed class FrameLoadingComputation(FrameLoadingOptions options, DataViewSchema input) : RowComputation<string, float[]>
{
    private readonly DataViewSchema.Column _path = NeededPath(options.PathColumn).Find(input);

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
    [new(options.Output, new VectorDataViewType(NumberDataViewType.Single, options.Height, options.Width))];

    public override IEnumerable<DataViewSchema.Column> Inputs => [_path];

    public override int LookAhead => 1;

    public override Func<string> Reader(DataViewRow row) => PathReader(row, _path, options.Folder);

    public override IReadOnlyList<float[]> Compute(ArraySegment<string> rows) =>
        [
            .. rows.Select(path =>
            {
                var frame = FrameFile.Read(path);
                return frame.Height == options.Height && frame.Width == options.Width
                    ? frame.Counts
                    : throw new FrameFormatException(
                        path,
                        0,
                        $"the frame is {frame.Height} × {frame.Width} pixels; LoadFrames was fitted on frames of "
                            + $"{options.Height} × {options.Width} (height × width). Fit it on frames of this size"
                    );
            }),
        ];

    public override float[] Unusable(float[]? recorded) => FrameColumn.Shown(recorded, options.Height * options.Width);

    public override Delegate Getter(int output, Func<float[]> current) => Getters.Vector(current);

    public static NeededColumn NeededPath(string name) => NeededColumn.Scalar(name, TextDataViewType.Instance, "; paths are text.");

    /// <summary>A function that reads the current row's path, from the working folder.</summary>
    public static Func<string> PathReader(DataViewRow row, DataViewSchema.Column column, string? folder)
    {
        var path = TextColumn.Reader(row, column);
        return () =>
            path() is var text && string.IsNullOrWhiteSpace(text)
                ? throw new FrameFormatException(
                    $"row {row.Position}",
                    null,
                    $"column '{column.Name}' is empty, where the path of a frame is needed. Fill it in or filter the row out"
                )
            : folder is null ? text
            : Path.Combine(folder, text);
    }
}
