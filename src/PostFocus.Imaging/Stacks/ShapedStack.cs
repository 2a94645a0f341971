using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Stacks;

/// <summary>Axes from the description of Python's tifffile.</summary>
internal static class ShapedStack
{
    public static StackLayout Read(StackFile file)
    {
        if (ShapedDescription.Parse(file.Description) is not (string axes, var shape))
            return file.AsTime("the tifffile metadata name no axes");
        if ((Leading(shape, file) ?? Announced(axes)) is not { } leading)
            return file.AsTime("the shape in the tifffile metadata does not fit the pages of the file");

        // Within a page are the other axes: height, width, and colours if any.
        var along = axes.Zip(shape).Take(leading).Where(a => a.Second > 1).ToArray();
        if (along.Any(a => !"TZC".Contains(a.First, StringComparison.Ordinal)) || along.DistinctBy(a => a.First).Count() < along.Length)
            throw file.Refuse(
                $"by its tifffile metadata the pages lie along {string.Join(" and ", along.Select(a => a.First))} of {axes}, so a page is not a single frame of one time, plane and channel."
            );
        var sizes = new StackSizes(Size('T'), Size('Z'), Size('C'));
        return file.InOrderIfThere(sizes, string.Concat(along.Select(a => a.First).Reverse()), "tifffile metadata")
            ?? file.AsTime($"the tifffile metadata claim {sizes}, which are not the pages of the file");

        int Size(char axis) => along.FirstOrDefault(a => a.First == axis).Second is > 0 and var size ? size : 1;
    }

    /// <summary>How many of the axes run over the pages; null if none multiply to them.</summary>
    private static int? Leading(int[] shape, StackFile file)
    {
        long planes = 1;
        var axis = 0;
        while (axis < shape.Length && planes <= file.Pages && !file.Fits(planes))
            planes *= shape[axis++];
        return file.Fits(planes) ? axis : null;
    }

    /// <summary>The axes before height and width, of a file that has fewer pages than it announces.</summary>
    private static int? Announced(string axes) =>
        axes.IndexOf("YX", StringComparison.Ordinal) is > 0 and var leading && axes[..leading].Contains('T', StringComparison.Ordinal)
            ? leading
            : null;
}
