namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>Multi-page TIFFs of which each page is filled with its own number, with any description.</summary>
internal static class DescribedStack
{
    public static string Write(string path, int pages, string description)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        new TiffLayout { Description = description }.Write(
            path,
            [.. Enumerable.Range(0, pages).Select(page => new Frame(16, 16, [.. Enumerable.Repeat((float)page, 256)], PixelType.UInt8))]
        );
        return path;
    }

    /// <summary>An OME-XML document of one image.</summary>
    /// <param name="pixels">Attributes of its element Pixels, beside XY sizes and type.</param>
    /// <param name="content">Its children.</param>
    public static string Ome(string pixels, string content = "<TiffData/>") => OmeDocument(Image(pixels, content));

    public static string OmeDocument(params string[] images) =>
        $"""<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:1">{string.Concat(images)}</OME>""";

    public static string Image(string pixels, string content = "<TiffData/>") =>
        $"""<Image ID="Image:0"><Pixels SizeX="16" SizeY="16" Type="uint8" {pixels}>{content}</Pixels></Image>""";
}
