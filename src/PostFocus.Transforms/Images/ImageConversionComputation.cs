using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;
using PostFocus.Imaging.Intensity;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Images;

/// <summary>The pixels of a grey image.</summary>
internal sealed record GreyImage(int Height, int Width, byte[] Greys);

/// <summary>Frames to images.</summary>
internal sealed class ImageConversionComputation : RowComputation<GreyImage, GreyImage>
{
    private readonly FrameColumn _frame;
    private readonly IntensityColumn? _intensity;
    private readonly IntensityMap _declared;

    public ImageConversionComputation(ImageConversionEstimator.Options options, DataViewSchema input, IHostEnvironment environment)
    {
        _frame = FrameColumn.Find(input, options.FrameColumnName, environment);
        if (options is { Black: { } black, White: { } white })
            _declared = new(black, white);
        else
            _intensity = IntensityColumn.Find(input, options.IntensityColumnName, options.FrameColumnName);
        Outputs =
        [
            new(options.OutputColumnName, _frame.Height > 0 ? new ImageDataViewType(_frame.Height, _frame.Width) : new ImageDataViewType()),
        ];
    }

    public static IEnumerable<NeededColumn> Needed(ImageConversionEstimator.Options options) =>
        options.Black is null
            ? [FrameColumn.Needed(options.FrameColumnName), IntensityColumn.Needed(options.IntensityColumnName)]
            : [FrameColumn.Needed(options.FrameColumnName)];

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public override IEnumerable<DataViewSchema.Column> Inputs => [.. _frame.Inputs, .. _intensity?.Inputs ?? []];

    public override int LookAhead => 16;

    public override Func<GreyImage> Reader(DataViewRow row)
    {
        var frame = _frame.Reader(row);
        var map = _intensity?.Reader(row);
        return () =>
        {
            var read = frame();
            var recorded = read.Recorded;
            var unit = new float[recorded.Counts.Length];
            (map?.Invoke(read) ?? _declared).ToUnit(recorded.Counts, unit);
            return new(recorded.Height, recorded.Width, Array.ConvertAll(unit, Grey));
        };
    }

    public override IReadOnlyList<GreyImage> Compute(ArraySegment<GreyImage> rows) => rows;

    public override GreyImage Unusable(float[]? recorded) =>
        new(Math.Max(1, _frame.Height), Math.Max(1, _frame.Width), new byte[Math.Max(1, _frame.Height * _frame.Width)]);

    /// <summary>Each call makes an image, the caller's own, and takes away the one that the caller hands back, as ML.NET's do.</summary>
    public override Delegate Getter(int output, Func<GreyImage> current) =>
        (ValueGetter<MLImage>)(
            (ref MLImage image) =>
            {
                image?.Dispose();
                var (height, width, greys) = current();
                var pixels = new byte[4 * greys.Length];
                for (var i = 0; i < greys.Length; i++)
                {
                    pixels.AsSpan(4 * i, 3).Fill(greys[i]);
                    pixels[4 * i + 3] = byte.MaxValue;
                }
                image = MLImage.CreateFromPixels(width, height, MLPixelFormat.Bgra32, pixels);
            }
        );

    private static byte Grey(float unit) =>
        float.IsNaN(unit) ? byte.MinValue : (byte)Math.Clamp(MathF.Round((unit + 1) / 2 * byte.MaxValue), byte.MinValue, byte.MaxValue);
}
