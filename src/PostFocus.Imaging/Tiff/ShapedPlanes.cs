using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Tiff;

/// <summary>Stacks as tifffile writes them with truncate: one directory, and behind the pixels of its page those of all others.</summary>
internal static class ShapedPlanes
{
    /// <summary>How many planes the file holds, and how far apart they are; null where it is an ordinary file.</summary>
    /// <param name="structure">The file.</param>
    /// <param name="page">The page of its only directory.</param>
    /// <param name="description">Its description.</param>
    public static PlanesBehind? Find(TiffStructure structure, TiffPage page, string description)
    {
        if (!ShapedDescription.Recognises(description) || ShapedDescription.Parse(description) is not (_, var shape))
            return null;
        var announced = shape.Aggregate(1.0, (product, size) => product * size) / ((double)page.Height * page.Width * page.SamplesPerPixel);
        return announced is >= 2 and <= uint.MaxValue && double.IsInteger(announced)
            ? PlanesBehind.Find(structure, page, (ulong)page.BytesOf(page.Height), (ulong)announced)
            : null;
    }
}
