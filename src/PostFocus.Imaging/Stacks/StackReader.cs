using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Stacks;

/// <summary>Reads what files say of their pages.</summary>
public static class StackReader
{
    /// <summary>Reads what the pages of a file are.</summary>
    /// <param name="path">A TIFF, PNG, BMP or JPEG file, or the folder of a Zarr image or of several (bioformats2raw.layout).</param>
    /// <param name="axisOrder">
    /// What they are, instead of what the metadata say: see <see cref="PostFocus.Imaging.Sequences.SequenceOptions.AxisOrder"/>.
    /// </param>
    /// <returns>A layout a series, at least one.</returns>
    /// <exception cref="FrameFormatException">
    /// The file cannot be read; its OME-XML is damaged or does not fit its pages; or its pages lie along other axes.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="axisOrder"/> is not an order of axes.</exception>
    public static IReadOnlyList<StackLayout> Read(string path, string? axisOrder = null)
    {
        if (FrameFormats.OfFolder(path) is { } format)
            return format.Layouts(path, axisOrder);
        return Read(StackFileReader.Open(path, withMetadata: axisOrder is null), axisOrder);
    }

    internal static IReadOnlyList<StackLayout> Read(StackFile file, string? axisOrder = null) =>
        [
            .. (axisOrder is null ? Interpret(file) : [AxisOrder.Parse(axisOrder).Apply(file).WithPixelsOf(Described(file.Path))]).Select(
                layout => layout.WithRemark(file.Remark)
            ),
        ];

    /// <summary>What its metadata say of a file whose axes are told; null where they cannot be understood.</summary>
    internal static StackLayout? Described(string path)
    {
        try
        {
            return With(path, Interpret(StackFileReader.Open(path)));
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }

    /// <summary>The first of the images that has a plane in a file.</summary>
    internal static StackLayout? With(string path, IEnumerable<StackLayout> layouts) =>
        layouts.FirstOrDefault(layout => layout.Locations.Any(page => page?.Path == path));

    private static IReadOnlyList<StackLayout> Interpret(StackFile file)
    {
        if (OmeStack.Recognises(file.Description))
            return OmeStack.Read(file);
        if (MicroManagerStack.Read(file) is { } layouts)
            return layouts;
        var layout =
            file.IsVolume ? file.InOrder(new StackSizes(1, file.Pages, 1), "Z", "tag ImageDepth")
            : ImageJDescription.Recognises(file.Description) ? ImageJStack.Read(file)
            : ShapedDescription.Recognises(file.Description) ? ShapedStack.Read(file)
            : file.MetaMorph is { } notes ? MetaMorphStack.Read(file, notes)
            : file.AsTime("no metadata name the axes");
        return
        [
            layout.WithRemark(
                file.HasMicroManagerNotes ? "what Micro-Manager notes with its pages (tag 51123) cannot be understood" : null
            ),
        ];
    }
}
