using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Tiff;

namespace PostFocus.Imaging.Zarr;

/// <summary>A Zarr image as a TIFF file: plane after plane in the order of the array, with the axes as OME-XML.</summary>
internal static class ZarrExport
{
    /// <param name="source">The image's folder.</param>
    /// <param name="path">The file to create.</param>
    public static void Write(FrameSource source, string path)
    {
        var image = ZarrImage.Open(source.Path);
        var planes = Enumerable.Range(0, image.Pages).Select(page => image.Read(page, source.IncompletePages));
        using var first = planes.GetEnumerator();
        first.MoveNext();
        TiffWriter.Write(path, planes, bigTiff: TiffWriter.NeedsBigTiff(first.Current, image.Pages), Description(image, first.Current));
    }

    /// <summary>Null where the axes are not known, or OME-XML has no such pixels.</summary>
    private static string? Description(ZarrImage image, Frame first)
    {
        try
        {
            return OmeDocument.Of(image.WholeLayout(null), first);
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }
}
