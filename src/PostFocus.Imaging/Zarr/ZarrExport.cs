using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Tiff;

namespace PostFocus.Imaging.Zarr;

/// <summary>A Zarr image as a TIFF file: plane after plane in the order of the array, with the axes as OME-XML.</summary>
internal static class ZarrExport
{
    public static void Write(string folder, string path)
    {
        var image = ZarrImage.Open(folder);
        var planes = Enumerable.Range(0, image.Pages).Select(image.Read);
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
