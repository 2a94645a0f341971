using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;

[assembly: LoadableClass(typeof(FrameLoadingTransformer), typeof(FrameLoadingTransformer), null,
    typeof(SignatureLoadModel), "PostFocus frame loading", FrameLoadingTransformer.LoaderSignature)]

namespace PostFocus.Transforms.Frames;

/// <summary>Reads the frame that each row's path names. Made by <see cref="FrameLoadingEstimator"/>.</summary>
public sealed class FrameLoadingTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusLoadFrames";

    private static readonly ModelZipPart s_part = new("PFLOADFR", LoaderSignature, OldestVersion: 0x00010001);

    private readonly string _output, _pathColumn;
    private readonly string? _folder;
    private readonly int _height, _width;

    internal FrameLoadingTransformer(
        IHostEnvironment environment, string output, string pathColumn, string? folder, int height, int width)
        : base(environment, nameof(FrameLoadingTransformer)) =>
        (_output, _pathColumn, _folder, _height, _width) = (output, pathColumn, folder, height, width);

    private static FrameLoadingTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, r => new FrameLoadingTransformer(
            environment, r.ReadString(), r.ReadString(), r.ReadOptional(), r.ReadInt32(), r.ReadInt32()));

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, w =>
    {
        w.Write(_output);
        w.Write(_pathColumn);
        w.WriteOptional(_folder);
        w.Write(_height);
        w.Write(_width);
    });

    private protected override RowComputation Bind(DataViewSchema input) => new Computation(this, input);

    private sealed record Item(string Path);

    private sealed class Computation(FrameLoadingTransformer owner, DataViewSchema input) : RowComputation<Item, Frame>
    {
        private readonly DataViewSchema.Column _path = NeededPath(owner._pathColumn).Find(input);

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
            [new(owner._output, new VectorDataViewType(NumberDataViewType.Single, owner._height, owner._width))];

        public override IEnumerable<DataViewSchema.Column> Inputs => [_path];

        public override int LookAhead => 1;

        protected override Func<Item> ReaderOf(DataViewRow row)
        {
            Func<string> path = PathReader(row, _path, owner._folder);
            return () => new Item(path());
        }

        protected override IReadOnlyList<Frame> ComputeAll(IReadOnlyList<Item> items) => [.. items.Select(item =>
        {
            Frame frame = FrameFile.Read(item.Path);
            return frame.Height == owner._height && frame.Width == owner._width
                ? frame
                : throw new FrameFormatException(item.Path, 0,
                    $"the frame is {frame.Height} x {frame.Width} pixels; LoadFrames was fitted on frames of " +
                    $"{owner._height} x {owner._width} (height x width). Fit it on frames of this size");
        })];

        protected override Frame UnusableOf(float[]? recorded) =>
            new(owner._height, owner._width, FrameColumn.Shown(recorded, owner._height * owner._width), PixelType.Float32);

        protected override Delegate GetterOf(int output, Func<Frame> current) => Getters.Vector(() => current().Counts);
    }

    internal static NeededColumn NeededPath(string name) => NeededColumn.Scalar(name, TextDataViewType.Instance, "; paths are text.");

    /// <summary>A function that reads the current row's path, from the working folder.</summary>
    internal static Func<string> PathReader(DataViewRow row, DataViewSchema.Column column, string? folder)
    {
        Func<string> path = TextColumn.Reader(row, column);
        return () => path() is var text && string.IsNullOrWhiteSpace(text)
            ? throw new FrameFormatException($"row {row.Position}", null,
                $"column '{column.Name}' is empty, where the path of a frame is needed. Fill it in or filter the row out")
            : folder is null ? text : Path.Combine(folder, text);
    }
}

/// <summary>Learns the size of the frames from the first row, then reads the frame that each row's path names.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>Yes: the size of the first row's frame</description></item>
/// <item><term>Input column</term><description>Text: a path; of a multi-page file the first page is read</description></item>
/// <item><term>Output column</term><description>Vector of Single, [height, width], raw counts</description></item>
/// </list>
/// </remarks>
public sealed class FrameLoadingEstimator : IEstimator<FrameLoadingTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly string _output, _pathColumn;
    private readonly string? _folder;

    internal FrameLoadingEstimator(IHostEnvironment environment, string output, string? pathColumn, string? folder) =>
        (_environment, _output, _pathColumn, _folder) = (environment, output, pathColumn ?? output, folder);

    /// <summary>Reads the first row's frame.</summary>
    /// <exception cref="ArgumentException">The path column is missing, or there is no row.</exception>
    /// <exception cref="FrameFormatException">The first row's file cannot be read.</exception>
    public FrameLoadingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column column = FrameLoadingTransformer.NeededPath(_pathColumn).Find(input.Schema);
        using DataViewRowCursor cursor = input.GetRowCursor([column]);
        if (!cursor.MoveNext())
            throw new ArgumentException("LoadFrames cannot be fitted: the input has no rows.");
        Frame first = FrameFile.Read(FrameLoadingTransformer.PathReader(cursor, column, _folder)());
        return new(_environment, _output, _pathColumn, _folder, first.Height, first.Width);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.Require(FrameLoadingTransformer.NeededPath(_pathColumn)).With(MicrosoftMLInternals.ShapeOf(_output, NumberDataViewType.Single, isVector: true));
}
