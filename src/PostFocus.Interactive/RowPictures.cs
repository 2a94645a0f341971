using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Pictures;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Interactive;

/// <summary>The images of a row side by side.</summary>
/// <remarks>
/// Recorded, restored and true frames share one scale of greys. Spread runs from black (none) to white (the row's largest), the
/// change that restoration made from black (darker) over grey (none) to white (brighter).
/// </remarks>
internal sealed class RowPictures
{
    private const int Side = 192,
        MostSide = 256;
    private const string Change = "change";

    private static readonly ConditionalRestoreEstimator.Options s_names = new();

    private readonly IReadOnlyList<DataViewSchema.Column> _columns;

    /// <param name="columns">Those with images.</param>
    public RowPictures(IReadOnlyList<DataViewSchema.Column> columns)
    {
        _columns = columns;
        string[] names = [.. columns.Select(column => column.Name)];
        var isChanged = new[] { s_names.FrameColumnName, s_names.RestoredColumnName }.All(name =>
            columns.Any(column => column.Name == name && column.Type is VectorDataViewType)
        );
        Headings = isChanged ? [.. names, Change] : names;
    }

    /// <summary>What the pictures show.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>Whether a column has images: MLImage, or vectors of Single with a height and a width.</summary>
    public static bool IsPicture(DataViewSchema.Column column) =>
        column.Type is ImageDataViewType
        || (
            column.Type is VectorDataViewType { IsKnownSize: true } vector
            && vector.ItemType == NumberDataViewType.Single
            && Sides(vector).Length == 2
        );

    /// <summary>The pictures of a row as HTML.</summary>
    /// <param name="value">Its value in a column.</param>
    public IEnumerable<string> Draw(Func<DataViewSchema.Column, object?> value)
    {
        var frames = _columns
            .Where(column => column.Type is VectorDataViewType)
            .ToDictionary(column => column.Name, column => ToFrame(column, (VBuffer<float>)value(column)!));
        string[] shared = [.. frames.Keys.Where(name => name != s_names.SpreadColumnName && name != LoadedColumns.Mask)];
        var scale = shared.Length > 0 ? Contrast.Of(shared.Select(name => frames[name])) : default;
        foreach (var column in _columns)
            yield return value(column) switch
            {
                MLImage image => FramePicture.Of(image).Html(Math.Max(1, Side / Math.Max(image.Height, image.Width))),
                null => "",
                _ => Html(
                    frames[column.Name],
                    shared.Contains(column.Name) ? scale : new(0, GreyScale.Largest(frames[column.Name].Counts))
                ),
            };
        if (Headings.Count > _columns.Count)
            yield return Html(Difference(frames[s_names.RestoredColumnName], frames[s_names.FrameColumnName]));
    }

    private static string Html(Frame difference)
    {
        var largest = GreyScale.Largest(difference.Counts);
        return Html(difference, new(-largest, largest));
    }

    private static string Html(Frame frame, IntensityMap scale) =>
        Picture
            .Of(GreyPicture.Draw(frame.Counts, frame.Height, frame.Width, scale.Black, scale.White, most: MostSide))
            .Html(Math.Max(1, Side / Math.Max(frame.Height, frame.Width)));

    private static Frame Difference(Frame restored, Frame recorded) =>
        new(
            recorded.Height,
            recorded.Width,
            [.. restored.Counts.Zip(recorded.Counts, (after, before) => after - before)],
            PixelType.Float32
        );

    private static Frame ToFrame(DataViewSchema.Column column, VBuffer<float> counts)
    {
        var sides = Sides((VectorDataViewType)column.Type);
        return new(sides[0], sides[1], [.. counts.DenseValues()], PixelType.Float32);
    }

    private static int[] Sides(VectorDataViewType type) => [.. type.Dimensions.Where(side => side != 1)];
}
